"""The one article that is always there: a list article about an official visit, in three pages."""

from __future__ import annotations

from datetime import timedelta

from newsbot.replica.generated.calendar import in_text
from newsbot.replica.generated.catalogue import Entry
from newsbot.replica.generated.story import Block, Heading, Paragraph, Picture, Story

_HEADS = (
    "1. Arkania Menawarkan Jalur Kereta Barang",
    "2. Upacara Penyambutan di Tengah Hujan",
    "3. Bantuan Benih untuk Panen Raya",
    "4. Pertukaran Pelajar Dibuka Lagi",
    "5. Negara Tetangga Menunggu Isi Perjanjian",
)
_BODIES = (
    (
        "Jalur sepanjang 640 kilometer itu dirancang untuk mengangkut batu bara, gandum, dan suku "
        "cadang mesin. Menteri Perhubungan Arkania menyebut pembangunan tahap pertama butuh tiga "
        "tahun.",
        "“Kereta pertama akan membawa gandum, bukan meriam,” kata Darvek dalam jamuan makan malam. "
        "Ucapan itu disambut tepuk tangan para tamu.",
    ),
    (
        "Hujan turun sejak pagi, tetapi barisan pelajar tetap berdiri di tepi jalan menuju balai "
        "kota. Mereka mengibarkan bendera kecil kedua negara.",
        "Rombongan tamu tiba terlambat 40 menit karena pesawat harus memutari awan badai di atas "
        "laut.",
    ),
    (
        "Arkania menyerahkan 1.200 ton benih jagung yang tahan udara dingin. Benih itu akan dibagi "
        "kepada 35 koperasi tani.",
        "Para ahli pertanian dari kedua negara sepakat bertemu setiap musim tanam untuk memeriksa "
        "hasilnya — termasuk di lahan percobaan di utara.",
    ),
    (
        "Sebanyak 60 mahasiswa dijadwalkan berangkat tahun depan, setelah program serupa terhenti "
        "selama enam tahun. Mereka akan belajar teknik sipil dan kedokteran hewan.",
    ),
    (
        "Beberapa negara tetangga meminta salinan perjanjian diumumkan. Mereka khawatir ada butir "
        "mengenai kerja sama militer yang tidak dibacakan di depan wartawan.",
        "Juru bicara Arkania menjawab bahwa “tidak ada lampiran rahasia”, lalu menutup jumpa pers "
        "tanpa menerima pertanyaan lanjutan.",
    ),
)

_BACKGROUND = (
    Paragraph(
        (
            "Kedua pemimpin berbicara empat mata hampir dua jam, dua kali lebih lama daripada "
            "yang tercantum dalam jadwal.",
        )
    ),
    Paragraph(
        (
            "Kunjungan itu berlangsung ketika harga pangan di kawasan naik dan jalur laut belum "
            "sepenuhnya aman dilewati kapal dagang.",
        ),
        linked="harga pangan",
    ),
)


def visit_story(entry: Entry) -> Story:
    """The fixed story; the days it names follow the day it is published on."""
    today = entry.published.date()
    arrival = in_text(today - timedelta(days=1))
    lead = (
        f"Presiden Arkania Milos Darvek dan tuan rumahnya menandatangani perjanjian kerja sama "
        f"selama kunjungan dua hari di Pyongyang, {arrival}."
    )
    blocks: list[Block] = [
        Paragraph((lead,)),
        *_BACKGROUND,
        Heading(entry.title),
    ]
    for n, (head, texts) in enumerate(zip(_HEADS, _BODIES, strict=True)):
        blocks.append(Heading(head))
        if n != 3:
            blocks.append(Picture(n, "Foto/AP" if n != 2 else "Foto/Reuters"))
        blocks += [Paragraph((text,)) for text in texts]
    return Story(
        title=entry.title,
        summary="Perjanjian, jalur kereta, dan benih jagung mewarnai kunjungan Presiden Arkania.",
        dateline="PYONGYANG",
        byline=("Ratna Wibisana",),
        initials="zik",
        tags=("arkania", "pyongyang", "kunjungan kenegaraan"),
        caption="Presiden Arkania Milos Darvek disambut barisan kehormatan di Pyongyang.",
        credit="Foto/AP",
        blocks=tuple(blocks),
        pages=3,
    )
