"""Places that Indonesian news is datelined from."""

from __future__ import annotations

#: Provinces, cities and regencies of Indonesia, capitals and large cities of the world, as news
#: spells them, in small letters. Names that are words of every day too ("metro") are left out.
PLACES = frozenset(
    """
    abu dhabi, abuja, accra, aceh, aceh barat, aceh barat daya, aceh besar, aceh jaya, aceh selatan,
    aceh singkil, aceh tamiang, aceh tengah, aceh tenggara, aceh timur, aceh utara, addis ababa,
    aden, agam, algiers, aljir, alor, ambon, amman, amsterdam, anambas, ankara, antananarivo,
    antwerpen, apia, asahan, asmara, asmat, astana, asuncion, atambua, atena, athena, atlanta,
    auckland, babel, badung, bagdad, baghdad, baku, balangan, bali, balikpapan, bamako, banda aceh,
    bandar lampung, bandar seri begawan, bandarlampung, bandung, bandung barat, banggai, banggai
    kepulauan, banggai laut, bangka, bangka barat, bangka belitung, bangka selatan, bangka tengah,
    bangkalan, bangkok, bangli, bangui, banjar, banjarbaru, banjarmasin, banjarnegara, bantaeng,
    banten, bantul, banyuasin, banyumas, banyuwangi, barcelona, barito kuala, barito selatan, barito
    timur, barito utara, barru, batam, batang, batanghari, batu, batubara, bau-bau, baubau, beijing,
    beirut, bekasi, belitung, belitung timur, belu, bener meriah, bengkalis, bengkayang, bengkulu,
    bengkulu selatan, bengkulu tengah, bengkulu utara, beograd, berau, berlin, bern, biak, biak
    numfor, bilbao, bima, binjai, bintan, bireuen, birmingham, bishkek, bitung, blitar, blora,
    boalemo, bogor, bogota, bojonegoro, bolaang mongondow, bolaang mongondow selatan, bolaang
    mongondow timur, bolaang mongondow utara, bombana, bondowoso, bone, bone bolango, bontang,
    boston, boven digoel, boyolali, brasilia, bratislava, brazzaville, brebes, brisbane, brussel,
    brussels, bucharest, budapest, buenos aires, bukittinggi, buleleng, bulukumba, bulungan, bungo,
    buol, buru selatan, busan, buton, buton selatan, buton tengah, buton utara, cairo, canberra,
    cannes, caracas, chengdu, chennai, chicago, chisinau, ciamis, cianjur, cibinong, cikarang,
    cilacap, cilegon, cimahi, cirebon, colombo, copenhagen, cox's bazar, daerah istimewa yogyakarta,
    dairi, dakar, dallas, damascus, damaskus, dar es salaam, davos, deiyai, deli serdang,
    deliserdang, demak, den haag, denpasar, depok, detroit, dhaka, dharmasraya, di yogyakarta, dili,
    diy, djibouti, dki jakarta, dogiyai, doha, dompu, donggala, dortmund, dubai, dublin, dumai,
    dushanbe, edinburgh, empat lawang, ende, enrekang, fakfak, flores, flores timur, frankfurt,
    fukuoka, garut, gayo lues, gaza, geneva, genoa, gianyar, glasgow, gorontalo, gorontalo utara,
    gowa, gresik, grobogan, guangzhou, gunung kidul, gunung mas, gunungkidul, gunungsitoli,
    halmahera, halmahera barat, halmahera selatan, halmahera tengah, halmahera timur, halmahera
    utara, hamburg, hangzhou, hanoi, harare, havana, helsinki, hiroshima, ho chi minh, ho chi minh
    city, hong kong, hongkong, honiara, houston, hulu sungai selatan, hulu sungai tengah, hulu
    sungai utara, humbang hasundutan, ikn, incheon, indragiri hilir, indragiri hulu, indramayu,
    intan jaya, islamabad, istanbul, jabar, jakarta, jakarta barat, jakarta pusat, jakarta selatan,
    jakarta timur, jakarta utara, jambi, jateng, jatim, jawa barat, jawa tengah, jawa timur,
    jayapura, jayawijaya, jeddah, jember, jembrana, jeneponto, jenewa, jepara, jerusalem, jogja,
    jogjakarta, johannesburg, johor bahru, jombang, juba, kabul, kaimana, kairo, kalbar, kalimantan,
    kalimantan barat, kalimantan selatan, kalimantan tengah, kalimantan timur, kalimantan utara,
    kalsel, kaltara, kalteng, kaltim, kampala, kampar, kapuas, kapuas hulu, karachi, karanganyar,
    karangasem, karawang, karimun, karo, kathmandu, katingan, kaur, kayong utara, kebumen, kediri,
    keerom, kendal, kendari, kepahiang, kepri, kepulauan anambas, kepulauan aru, kepulauan bangka
    belitung, kepulauan mentawai, kepulauan meranti, kepulauan riau, kepulauan sangihe, kepulauan
    selayar, kepulauan seribu, kepulauan sitaro, kepulauan sula, kepulauan talaud, kepulauan
    tanimbar, kepulauan yapen, kerinci, ketapang, khartoum, kiev, kigali, kingston, kinshasa,
    klaten, klungkung, kolaka, kolaka timur, kolaka utara, kolkata, kolombo, konawe, konawe
    kepulauan, konawe selatan, konawe utara, kopenhagen, kota kinabalu, kotabaru, kotamobagu,
    kotawaringin barat, kotawaringin timur, kuala lumpur, kuantan singingi, kubu raya, kuching,
    kudus, kulon progo, kulonprogo, kuningan, kupang, kuta, kutai barat, kutai kartanegara, kutai
    timur, kuwait, kuwait city, kyiv, kyoto, la paz, labuan bajo, labuhanbatu, labuhanbatu selatan,
    labuhanbatu utara, lagos, lahat, lamandau, lamongan, lampung, lampung barat, lampung selatan,
    lampung tengah, lampung timur, lampung utara, landak, langkat, langsa, lanny jaya, larantuka,
    lausanne, lebak, lebong, leeds, leicester, lembata, lhokseumawe, lille, lima puluh kota,
    limapuluh kota, lingga, lisboa, lisbon, liverpool, ljubljana, lombok, lombok barat, lombok
    tengah, lombok timur, lombok utara, london, los angeles, luanda, lubuk linggau, lubuklinggau,
    luksemburg, lumajang, lusaka, luwu, luwu timur, luwu utara, lyon, macau, madinah, madiun,
    madrid, madura, magelang, magetan, mahakam ulu, majalengka, majene, makassar, makau, makkah,
    malaka, malang, malinau, maluku, maluku barat daya, maluku tengah, maluku tenggara, maluku
    utara, mamasa, mamberamo raya, mamberamo tengah, mamuju, mamuju tengah, manado, managua, manama,
    manchester, mandailing natal, mandalika, manggarai, manggarai barat, manggarai timur, manila,
    manokwari, manokwari selatan, mappi, maputo, maros, marrakesh, marseille, martapura, mataram,
    maumere, maybrat, medan, mekah, mekkah, melawi, melbourne, mempawah, mentawai, merangin,
    merauke, mesuji, mexico city, miami, milan, milano, mimika, minahasa, minahasa selatan, minahasa
    tenggara, minahasa utara, minsk, mogadishu, mojokerto, monaco, monako, monrovia, montevideo,
    montreal, morowali, morowali utara, moscow, moskow, moskwa, muara enim, muaro jambi, mukomuko,
    mumbai, muna, muna barat, munchen, munich, murung raya, muscat, musi banyuasin, musi rawas, musi
    rawas utara, muskat, nabire, nagan raya, nagekeo, nairobi, naples, napoli, nassau, natuna,
    naypyidaw, nduga, new delhi, new york, newcastle, ngada, nganjuk, ngawi, niamey, nias, nias
    barat, nias selatan, nias utara, nicosia, nouakchott, ntb, ntt, nuku'alofa, nunukan, nusa dua,
    nusa tenggara barat, nusa tenggara timur, nusantara, ogan ilir, ogan komering ilir, ogan
    komering ulu, ogan komering ulu selatan, ogan komering ulu timur, osaka, oslo, ottawa,
    ouagadougou, pacitan, padang, padang lawas, padang lawas utara, padang panjang, padang pariaman,
    padangpanjang, padangsidempuan, padangsidimpuan, pagar alam, pagaralam, pakpak bharat, palangka
    raya, palangkaraya, palembang, palopo, palu, pamekasan, pandeglang, pangandaran, pangkal pinang,
    pangkalan bun, pangkalpinang, pangkep, paniai, papua, papua barat, papua barat daya, papua
    pegunungan, papua selatan, papua tengah, parepare, pariaman, parigi moutong, paris, pasaman,
    pasaman barat, pasangkayu, paser, pasuruan, pati, payakumbuh, pegunungan arfak, pegunungan
    bintang, pekalongan, pekanbaru, pelalawan, pemalang, pematang siantar, pematangsiantar, penajam,
    penajam paser utara, penang, penukal abab lematang ilir, perth, pesawaran, pesisir barat,
    pesisir selatan, philadelphia, phnom penh, pidie, pidie jaya, pinrang, pohuwato, polewali
    mandar, ponorogo, pontianak, port moresby, port vila, port-au-prince, poso, prabumulih, prague,
    praha, praya, pretoria, pringsewu, pristina, probolinggo, pulang pisau, pulau morotai, pulau
    taliabu, puncak jaya, purbalingga, purwakarta, purwokerto, purworejo, pyongyang, quito, rabat,
    raja ampat, ramallah, rejang lebong, rembang, reykjavik, riau, riga, rio de janeiro, riyadh,
    rokan hilir, rokan hulu, roma, rome, rote ndao, rotterdam, sabang, sabu raijua, salatiga,
    samarinda, sambas, samosir, sampang, sampit, san francisco, san jose, san salvador, sana'a,
    sanaa, sangatta, sanggau, sangihe, santiago, santo domingo, sao paulo, sarajevo, sarmi,
    sarolangun, sawahlunto, seattle, sekadau, selayar, seluma, semarang, sentani, seoul, sepaku,
    seram, seram bagian barat, seram bagian timur, serang, serdang bedagai, seruyan, sevilla,
    shanghai, shenzhen, siak, sibolga, sidenreng rappang, sidoarjo, sidrap, sigi, sijunjung, sikka,
    simalungun, simeulue, singapore, singapura, singaraja, singkawang, sinjai, sintang, sitaro,
    situbondo, skopje, sleman, sofia, sofifi, solo, solok, solok selatan, soppeng, sorong, sorong
    selatan, sragen, stockholm, subang, subulussalam, sukabumi, sukamara, sukoharjo, sulawesi barat,
    sulawesi selatan, sulawesi tengah, sulawesi tenggara, sulawesi utara, sulbar, sulsel, sulteng,
    sultra, sulut, sumatera barat, sumatera selatan, sumatera utara, sumba, sumba barat, sumba barat
    daya, sumba tengah, sumba timur, sumbar, sumbawa, sumbawa barat, sumedang, sumenep, sumsel,
    sumut, sungai penuh, supiori, surabaya, surakarta, sydney, tabalong, tabanan, taipei, takalar,
    talaud, tallinn, tambrauw, tana tidung, tana toraja, tanah bumbu, tanah datar, tanah laut,
    tangerang, tangerang selatan, tanggamus, tangsel, tanjung balai, tanjung jabung barat, tanjung
    jabung timur, tanjung pinang, tanjung selor, tanjungbalai, tanjungpinang, tapanuli selatan,
    tapanuli tengah, tapanuli utara, tapin, tarakan, tashkent, tasikmalaya, tbilisi, tebing tinggi,
    tebingtinggi, tebo, tegal, teheran, tehran, tel aviv, teluk bintuni, teluk wondama, temanggung,
    tenggarong, ternate, thimphu, tidore, timika, timor tengah selatan, timor tengah utara, tirana,
    toba, tojo una-una, tokyo, tolikara, tolitoli, tomohon, toraja, toraja utara, torino, toronto,
    trenggalek, tripoli, tual, tuban, tulang bawang, tulang bawang barat, tulungagung, tunis, turin,
    ubud, ulaanbaatar, ulan bator, ungaran, valencia, vancouver, vatikan, vientiane, vilnius,
    vladivostok, waingapu, wajo, wakatobi, wamena, waropen, warsawa, washington, washington d.c.,
    washington dc, way kanan, wellington, wina, windhoek, wonogiri, wonosari, wonosobo, wuhan,
    yahukimo, yalimo, yangon, yaounde, yerevan, yerusalem, yogya, yogyakarta, yokohama, zagreb,
    zurich
    """.replace("\n    ", " ")
    .strip()
    .split(", ")
)
