"""The sentences of the embedded portal, with slots; all of our own writing."""

from __future__ import annotations

# Slots: topic, actor, institution, city, person, role, other, number, small, percent, day, time.
STATEMENTS: tuple[str, ...] = (
    "{institution} mencatat {number} keluarga sudah merasakan manfaat {topic} di {city}.",
    "Pembahasan tentang {topic} berlangsung selama {small} jam di kantor {institution}, {city}.",
    "Hingga {day} pukul {time} WIB, sedikitnya {number} orang terdaftar sebagai peserta.",
    "Rencana itu semula dijadwalkan rampung dalam {small} pekan, tetapi hujan menundanya.",
    "Menurut {person}, {role}, {topic} perlu diawasi bersama agar hasilnya tidak sia-sia.",
    "{person} menilai langkah {actor} cukup berani karena menyangkut kepentingan banyak pihak.",
    "Sebanyak {number} lembar formulir dibagikan petugas di {small} titik berbeda di {city}.",
    "Biaya yang dikeluarkan naik {percent} dibandingkan dengan periode yang sama tahun lalu.",
    "Warga {city} berkumpul di halaman balai desa sejak pagi untuk mendengarkan penjelasan.",
    "Laporan setebal {number} halaman itu diserahkan kepada {institution} pada {day}.",
    "Peserta diminta membaca syarat di papan pengumuman dan baca juga aturan di balik kartu.",
    "Di ruang rapat, {actor} memaparkan {small} skenario mengenai {topic} beserta risikonya.",
    "Angka tersebut {percent} lebih tinggi daripada perkiraan awal yang disusun {institution}.",
    "Sejumlah pedagang mengaku pendapatan mereka bertambah sejak {topic} ramai dibicarakan.",
    "Tim dari {city} dijadwalkan datang {small} hari lagi untuk memeriksa keadaan di lapangan.",
    "Kegiatan ini terbuka untuk umum — tanpa biaya pendaftaran — dan disiarkan radio komunitas.",
    "Kendala terbesar, kata {person}, adalah jarak antardesa yang mencapai {small} kilometer.",
    "Dari {number} usulan yang masuk, hanya {small} yang dinilai layak untuk dilanjutkan.",
    "Foto bersama di depan gedung {institution} menutup rangkaian acara pada {day}.",
    "Pihak {institution} belum memastikan kapan {topic} akan dievaluasi kembali.",
    "Sementara itu, {person} mengingatkan agar semua pihak tenang dan memeriksa setiap kabar.",
    "Persiapan menyangkut {topic} sudah dimulai sejak {small} bulan lalu oleh relawan setempat.",
    "Di {city}, hal serupa pernah dicoba dan berhasil menghemat anggaran sampai {percent}.",
    "Panitia menyediakan {number} kursi, namun hampir separuhnya sudah dipesan sejak {day}.",
    "Hasil survei {institution} menunjukkan {percent} responden mendukung gagasan tersebut.",
    "Perjalanan menuju {city} memakan waktu {small} jam karena jalan utama sedang diperbaiki.",
    "{actor} berjanji menyampaikan perkembangan terbaru setiap pekan kepada masyarakat.",
    "Dokumen itu memuat {small} butir kesepakatan, termasuk pembagian tugas antarlembaga.",
    "Para ahli R&D di {city} menyebut {topic} sebagai pekerjaan rumah yang tertunda lama.",
    "Setelah diskusi panjang, forum memilih {person} sebagai penanggung jawab harian.",
    "Tidak semua pihak setuju; sebagian meminta {topic} ditunda sampai kajian rampung.",
    "Pada {day}, antrean mengular hingga {small} ratus meter dari pintu masuk utama.",
    "Dana sebesar Rp{number} juta disiapkan {institution} untuk tahap pertama.",
    "Cuaca di {city} cerah ketika rombongan tiba sekitar pukul {time} waktu setempat.",
    "Kabar mengenai {topic} menyebar cepat lewat percakapan warga di pasar dan warung kopi.",
    "Selain {city}, {small} kota lain juga disebut akan menerapkan pola yang sama.",
    "Bagi {person}, pengalaman itu mengubah cara pandangnya terhadap pekerjaan sehari-hari.",
    "Kerja sama dengan {institution} diperpanjang untuk {small} tahun ke depan.",
    "Petugas mengatur lalu lintas sejak pukul {time} WIB supaya kendaraan tidak menumpuk.",
    "Rapat lanjutan mengenai {topic} digelar di {city} dengan menghadirkan {number} undangan.",
)  # fmt: skip
QUOTES: tuple[str, ...] = (
    "Kami ingin {topic} benar-benar dirasakan sampai ke tingkat kampung",
    "Tidak ada yang ditutup-tutupi, semua catatan bisa diperiksa siapa saja",
    "Butuh waktu {small} bulan untuk meyakinkan warga di {city}",
    "Jangan terburu-buru, karena {topic} menyangkut hidup orang banyak",
    "Yang paling penting adalah keselamatan, baru kemudian soal biaya",
    "Anak-anak muda di {city} membuktikan bahwa mereka mampu",
    "Saya membaca laporan itu halaman demi halaman dan menemukan {small} kekeliruan",
    "Kalau semua bergerak bersama, target {percent} bukan mimpi",
    "Kami belajar banyak dari kegagalan tahun lalu",
    "Ada {number} rumah yang menunggu giliran, dan kami tidak akan berhenti",
)  # fmt: skip
SPEECH: tuple[str, ...] = (
    "“{quote},” kata {person}, {role}, di {city}, {day}.",
    "“{quote},” ujar {person} kepada wartawan seusai pertemuan.",
    "“{quote}. Itu pesan kami sejak awal,” tutur {person}.",
    "{person} menegaskan, “{quote}.”",
    "“{quote},” tulis {person} dalam keterangan resmi bersama {other}.",
)  # fmt: skip
OPENERS: tuple[str, ...] = (
    "{actor} memastikan {topic} di {city} berjalan sesuai rencana pada {day}.",
    "Kabar mengenai {topic} datang dari {city} setelah {actor} menggelar pertemuan pada {day}.",
    "Sebanyak {number} orang menghadiri pembahasan {topic} yang digelar {actor} di {city}, {day}.",
    "Perhatian publik tertuju pada {topic} setelah {institution} merilis data terbaru, {day}.",
    "{institution} dan {actor} menandatangani kesepakatan mengenai {topic} pada {day}.",
)  # fmt: skip
SUMMARIES: tuple[str, ...] = (
    "{actor} di {city} kembali menjadi sorotan berkat {topic} yang menyentuh {number} warga.",
    "Pembahasan {topic} di {city} memasuki babak baru; {institution} angkat bicara.",
    "Mengapa {topic} penting bagi warga {city}? Berikut penjelasan {person} & timnya.",
    "“Semua pihak dilibatkan,” kata {person} tentang {topic} di {city}.",
)  # fmt: skip
CAPTIONS: tuple[str, ...] = (
    "Suasana pertemuan yang membahas {topic} di {city}.",
    "{person} menyampaikan penjelasan mengenai {topic}.",
    "Warga {city} menyimak paparan {institution}.",
    "Petugas {institution} memeriksa persiapan di {city}, {day}.",
    "Ilustrasi {topic}.",
)  # fmt: skip
HEADINGS: tuple[str, ...] = (
    "Berawal dari Pertemuan di {city}", "Didukung {institution}", "Anggaran Naik {percent}",
    "Melibatkan {number} Relawan", "Sempat Tertunda {small} Bulan", "Dipimpin {person}",
    "Menuai Perdebatan di {city}", "Dipantau Lewat Peta Digital", "Hasil Survei yang Berbeda",
    "Menjadi Contoh bagi Kota Lain", "Rencana Setelah Tahun Depan", "Peran Besar Kaum Muda",
)  # fmt: skip
LIST_ITEMS: tuple[str, ...] = (
    "Membawa kartu identitas dan fotokopinya", "Datang {small} menit sebelum acara dimulai",
    "Mengisi formulir yang tersedia di kantor {institution}", "Batas usia peserta {small} tahun",
    "Pendaftaran ditutup {day} pukul {time} WIB", "Kuota setiap kelompok {number} orang",
    "Lokasi: gedung serbaguna {city}", "Narahubung: {person}",
)  # fmt: skip
TAGS: tuple[str, ...] = (
    "berita terkini", "kebijakan publik", "indonesia maju", "gotong royong", "kisah inspiratif",
    "info warga", "data & fakta", "agenda pekan ini", "liputan khusus",
)  # fmt: skip
