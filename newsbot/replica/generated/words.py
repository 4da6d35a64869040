"""The words the embedded portal writes with: names, places, topics and title patterns."""

from __future__ import annotations

FIRST_NAMES: tuple[str, ...] = (
    "Bayu", "Ratna", "Suryo", "Melati", "Hendra", "Kartika", "Agung", "Wulan", "Darmawan",
    "Sekar", "Yusuf", "Lestari", "Rangga", "Nurhayati", "Teguh", "Fitria", "Galih", "Maharani",
    "Iskandar", "Puspita", "Wahyu", "Anindya", "Rudi", "Savitri", "Bagas", "Dewanti",
)  # fmt: skip
LAST_NAMES: tuple[str, ...] = (
    "Hartanto", "Wirasena", "Prameswari", "Kusnadi", "Adiningrat", "Sasmita", "Tanuwijaya",
    "Marbakti", "Suryapraja", "Lumintang", "Rahardika", "Nasrudin", "Siregawan", "Palguna",
    "Danuarta", "Wibisana", "Rengganis", "Baskoroputra", "Mandagika", "Purwadinata",
)  # fmt: skip
ROLES: tuple[str, ...] = (
    "juru bicara panitia", "ketua tim pelaksana", "kepala bidang perencanaan",
    "pengamat kebijakan publik", "koordinator lapangan", "sekretaris daerah",
    "peneliti senior", "ketua forum warga", "direktur operasional", "pendamping desa",
    "anggota tim ahli", "kepala seksi pelayanan",
)  # fmt: skip
CITIES: tuple[str, ...] = (
    "Jakarta", "Bandung", "Semarang", "Surabaya", "Yogyakarta", "Medan", "Makassar", "Palembang",
    "Denpasar", "Balikpapan", "Pontianak", "Manado", "Padang", "Banjarmasin", "Kupang", "Ambon",
    "Jayapura", "Mataram", "Kendari", "Bogor", "Bekasi", "Depok", "Tangerang", "Cirebon",
    "Malang", "Solo", "Tegal", "Kediri", "Jember", "Banyuwangi", "Garut", "Sukabumi", "Purwokerto",
    "Magelang", "Pekanbaru", "Jambi", "Bengkulu", "Bandar Lampung", "Palu", "Gorontalo",
)  # fmt: skip
WORLD_CITIES: tuple[str, ...] = (
    "Moskow", "Madrid", "Washington", "Kuala Lumpur", "New York", "Tokyo", "Ankara", "Kairo",
    "Paris", "Berlin", "Seoul", "Bangkok", "Manila", "Brussel", "Riyadh", "Canberra",
    "Lisboa", "Wina", "Praha", "Warsawa", "Athena", "Oslo", "Helsinki", "Dublin", "Roma", "Jenewa",
    "Hanoi", "Dili", "Kolombo", "Nairobi", "Dakar", "Tunis", "Lima", "Bogota", "Santiago", "Quito",
    "Ottawa", "Chicago", "Sydney", "Wellington",
)  # fmt: skip
INSTITUTIONS: tuple[str, ...] = (
    "Dinas Perhubungan", "Balai Pengelola Sungai", "Forum Warga Pesisir", "Badan Penanggulangan "
    "Bencana Daerah", "Dinas Kesehatan", "Pusat Kajian Perkotaan", "Koperasi Karya Mandiri",
    "Yayasan Bina Lestari", "Kantor Statistik", "Serikat Pedagang Pasar", "Balai Latihan Kerja",
    "Lembaga Riset Nusantara", "Dinas Pariwisata & Kebudayaan", "Komunitas Literasi Kota",
)  # fmt: skip
WEEKDAYS: tuple[str, ...] = ("Senin", "Selasa", "Rabu", "Kamis", "Jum'at", "Sabtu", "Minggu")
MONTHS: tuple[str, ...] = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip
CREDITS: tuple[str, ...] = (
    "Foto/AP", "Foto/Reuters", "FOTO/SINDOnews", "Foto/Ist", "Foto/Antara", "Foto/Xinhua",
    "FOTO/SINDOnews/Bayu Hartanto", "Foto/SINDOnews", "Foto/Dok. Panitia",
)  # fmt: skip
INITIALS: tuple[str, ...] = ("zik", "kha", "abd", "mas", "ahm", "wid", "sra", "dra", "msf", "poe")
BRANDS: tuple[str, ...] = ("SINDOnews", "Tim Redaksi")

# Per kanal: who acts in the title, and pairs of (what is done, what it is about).
ACTORS: dict[str, tuple[str, ...]] = {
    "nasional": ("Komisi Anggaran", "Panitia Khusus", "Tim Reformasi Hukum", "Fraksi Gabungan",
                 "Satgas Pangan", "Majelis Pertimbangan", "Kelompok Kerja Pemilu"),
    "daerah": ("Pemkot", "Warga Kampung Sungai", "Petugas Gabungan", "Relawan Banjir",
               "Perangkat Desa", "Karang Taruna", "Nelayan Pesisir"),
    "ekbis": ("Asosiasi Eksportir", "Koperasi Petani", "Bank Karya Nusantara", "Pelaku UMKM",
              "Perusahaan Logistik", "Pengelola Bursa", "Industri Tekstil"),
    "international": ("Republik Arkania", "Kerajaan Valmora", "Delegasi Perdamaian",
                      "Armada Gabungan", "Misi Kemanusiaan", "Parlemen Torsania", "Dewan Kawasan"),
    "sports": ("Garuda Selatan FC", "Timnas Voli Putri", "Petinju Muda", "Tim Balap Cakra",
               "Bintang Laut United", "Ganda Putra", "Perenang Remaja"),
    "kalam": ("Para Santri", "Pengasuh Pesantren", "Jamaah Masjid Raya", "Majelis Taklim",
              "Penyuluh Agama", "Takmir Masjid", "Guru Ngaji"),
    "edukasi": ("Mahasiswa Teknik", "Siswa SMK", "Dosen Muda", "Kampus Negeri", "Guru Honorer",
                "Sekolah Pelosok", "Tim Robotika"),
    "lifestyle": ("Juru Masak Rumahan", "Komunitas Pesepeda", "Penyanyi Indie", "Pasangan Muda",
                  "Perancang Batik", "Ahli Gizi", "Pelancong Hemat"),
    "otomotif": ("Komunitas Motor Tua", "Bengkel Rakyat", "Pabrikan Lokal", "Diler Kendaraan",
                 "Pengemudi Truk", "Klub Mobil Klasik", "Teknisi Muda"),
    "tekno": ("Pengembang Aplikasi", "Operator Seluler", "Peneliti Satelit", "Perusahaan Rintisan",
              "Pembuat Gim", "Laboratorium Energi", "Komunitas Sandi"),
}  # fmt: skip
ACTIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "nasional": (("Bahas Aturan Baru Dana Desa", "aturan baru dana desa"),
                 ("Minta Data Bansos Dibuka", "data penerima bantuan sosial"),
                 ("Dorong Revisi Undang-Undang Arsip", "revisi undang-undang arsip"),
                 ("Siapkan Posko Aduan Nasional", "posko aduan nasional"),
                 ("Usulkan Sidang Terbuka", "usulan sidang terbuka"),
                 ("Evaluasi Anggaran Pertahanan", "evaluasi anggaran pertahanan"),
                 ("Luncurkan Peta Jalan Antikorupsi", "peta jalan antikorupsi")),
    "daerah": (("Perbaiki Tanggul yang Jebol", "perbaikan tanggul"),
               ("Gelar Pasar Murah", "pasar murah"),
               ("Bersihkan Sungai dari Sampah", "pembersihan sungai"),
               ("Tata Ulang Terminal Lama", "penataan terminal lama"),
               ("Bangun Jembatan Gantung", "pembangunan jembatan gantung"),
               ("Buka Jalur Evakuasi", "jalur evakuasi"),
               ("Tanam Ribuan Bakau", "penanaman bakau")),
    "ekbis": (("Catat Kenaikan Ekspor Kopi", "ekspor kopi"),
              ("Turunkan Biaya Pengiriman", "biaya pengiriman barang"),
              ("Incar Pasar Rempah Dunia", "pasar rempah dunia"),
              ("Tambah Modal Usaha Mikro", "modal usaha mikro"),
              ("Bidik Investasi Pelabuhan", "investasi pelabuhan"),
              ("Jaga Harga Beras Stabil", "harga beras"),
              ("Terbitkan Obligasi Hijau", "obligasi hijau")),
    "international": (("Sepakati Gencatan Senjata", "gencatan senjata"),
                      ("Buka Kembali Perbatasan", "pembukaan perbatasan"),
                      ("Kirim Bantuan Gempa", "bantuan gempa"),
                      ("Gelar Latihan Laut Bersama", "latihan laut bersama"),
                      ("Tolak Usulan Sanksi", "usulan sanksi"),
                      ("Rundingkan Jalur Gandum", "jalur pengiriman gandum"),
                      ("Tarik Duta Besarnya", "penarikan duta besar")),
    "sports": (("Lolos ke Final Piala Nusantara", "final Piala Nusantara"),
               ("Menang Dramatis di Menit Akhir", "kemenangan di menit akhir"),
               ("Pecahkan Rekor Kejuaraan", "rekor kejuaraan"),
               ("Siapkan Pelatih Baru", "pergantian pelatih"),
               ("Rebut Gelar Juara Bertahan", "gelar juara bertahan"),
               ("Jalani Pemusatan Latihan", "pemusatan latihan"),
               ("Tahan Imbang Tim Unggulan", "hasil imbang melawan tim unggulan")),
    "kalam": (("Khatamkan Alquran Bersama", "khataman Alquran"),
              ("Kaji Adab Menuntut Ilmu", "adab menuntut ilmu"),
              ("Rawat Tradisi Maulid", "tradisi Maulid"),
              ("Kumpulkan Wakaf Buku", "wakaf buku"),
              ("Ajarkan Sedekah Subuh", "sedekah subuh"),
              ("Hidupkan Kajian Remaja", "kajian remaja"),
              ("Himpun Zakat Pertanian", "zakat pertanian")),
    "edukasi": (("Ciptakan Alat Pengering Padi", "alat pengering padi"),
                ("Terima Beasiswa Penuh", "beasiswa penuh"),
                ("Kembangkan Perpustakaan Keliling", "perpustakaan keliling"),
                ("Juarai Lomba Sains", "lomba sains"),
                ("Terapkan Kelas Tanpa Gawai", "kelas tanpa gawai"),
                ("Bangun Kebun Sekolah", "kebun sekolah"),
                ("Rancang Kurikulum Maritim", "kurikulum maritim")),
    "lifestyle": (("Bagikan Resep Soto Keluarga", "resep soto keluarga"),
                  ("Jelajahi Desa Wisata", "desa wisata"),
                  ("Rilis Album Akustik", "album akustik"),
                  ("Kenalkan Jamu Kekinian", "jamu kekinian"),
                  ("Hidupkan Kain Tenun", "kain tenun"),
                  ("Pilih Bersepeda ke Kantor", "kebiasaan bersepeda ke kantor"),
                  ("Ungkap Rahasia Tidur Nyenyak", "kualitas tidur")),
    "otomotif": (("Pamerkan Motor Listrik Rakitan", "motor listrik rakitan"),
                 ("Uji Ban di Jalan Basah", "uji ban di jalan basah"),
                 ("Pangkas Harga Suku Cadang", "harga suku cadang"),
                 ("Tempuh Seribu Kilometer", "perjalanan seribu kilometer"),
                 ("Buka Stasiun Isi Daya", "stasiun isi daya"),
                 ("Rakit Bus Sekolah Hemat", "bus sekolah hemat energi"),
                 ("Ajarkan Servis Mandiri", "servis kendaraan mandiri")),
    "tekno": (("Luncurkan Aplikasi Cuaca Nelayan", "aplikasi cuaca untuk nelayan"),
              ("Perluas Jaringan Serat Optik", "jaringan serat optik"),
              ("Temukan Celah Keamanan", "celah keamanan perangkat"),
              ("Uji Baterai Tahan Panas", "baterai tahan panas"),
              ("Rilis Kamus Bahasa Daerah Digital", "kamus bahasa daerah digital"),
              ("Rakit Satelit Mini", "satelit mini"),
              ("Pasang Sensor Banjir", "sensor banjir")),
}  # fmt: skip
TITLE_TAILS: tuple[str, ...] = (
    "Begini Kata Warga", "Ini Rinciannya", "Hasilnya Mengejutkan", "Ahli Beri Catatan",
    "Anggarannya Disorot", "Target Rampung Akhir Tahun", "Warga Sambut Gembira",
    "Prosesnya Dikawal Ketat", "Pengamat: Jangan Tergesa", "“Kami Siap”", "Ini Daftar Lengkapnya",
    "Dampaknya Mulai Terasa", "Pemuda Ikut Turun Tangan", "Jadwalnya Diumumkan",
    "Biaya & Manfaatnya Dihitung", "Dimulai Hari Jum'at", "Antusiasme Tinggi",
    "Sejumlah Kendala Menanti", "Kisahnya Menginspirasi", "Kata Pakar: “Langkah Berani”",
    "Tiga Desa Jadi Percontohan", "Data Terbaru Dirilis", "Panitia Beri Penjelasan",
    "Dukungan Terus Mengalir", "Evaluasi Menyusul", "Tahap Kedua Menunggu",
    "Peserta Naik Dua Kali Lipat", "Ini Alasannya", "Kerja Sama Diperluas",
)  # fmt: skip
TITLE_FORMS: tuple[str, ...] = (
    "{actor} {action} di {place}, {tail}",
    "Di {place}, {actor} {action}: {tail}",
    "Mengapa {actor} {action} di {place}? {tail}",
    "{n} Fakta {actor} {action} di {place}, {tail}",
    "{tail}, {actor} {action} di {place}",
)
LIST_FORM = 3
