//! Files as people send them, good and bad, made here byte by byte.

use miniz_oxide::deflate::compress_to_vec_zlib;

/// Objects in order, with their table; `trailer` is added to the trailer's dictionary.
pub fn pdf_of(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut starts = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        starts.push(file.len());
        file.extend(format!("{} 0 obj\n", n + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let table = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for start in starts {
        file.extend(format!("{start:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    file.extend(
        format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n")
            .bytes(),
    );
    file
}

pub fn stream(dictionary: &str, content: &[u8]) -> Vec<u8> {
    let mut object = format!("<< {dictionary} /Length {} >>\nstream\n", content.len()).into_bytes();
    object.extend(content);
    object.extend(b"\nendstream");
    object
}

/// A scan of so many pages; `catalog` is added to the catalogue's dictionary.
pub fn pdf_with(pages: usize, catalog: &str) -> Vec<u8> {
    let kids: Vec<String> = (0..pages).map(|n| format!("{} 0 R", n + 4)).collect();
    let mut objects = vec![
        format!("<< /Type /Catalog /Pages 2 0 R {catalog} >>").into_bytes(),
        format!(
            "<< /Type /Pages /Count {pages} /Kids [{}] >>",
            kids.join(" ")
        )
        .into_bytes(),
        stream(
            "/Filter /FlateDecode",
            &compress_to_vec_zlib(b"0 0 m 10 10 l S", 6),
        ),
    ];
    for _ in 0..pages {
        let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R >>";
        objects.push(page.into());
    }
    pdf_of(&objects, "")
}

/// Two pages; `mark` makes it another file than its like.
pub fn pdf(mark: &str) -> Vec<u8> {
    pdf_with(2, &format!("/Lang ({mark})"))
}

pub fn encrypted_pdf() -> Vec<u8> {
    let pages = b"<< /Type /Pages /Count 0 /Kids [] >>".to_vec();
    let catalog = b"<< /Type /Catalog /Pages 2 0 R >>".to_vec();
    let key = "<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O (0123456789abcdef0123456789abcdef) /U (0123456789abcdef0123456789abcdef) >>";
    pdf_of(
        &[catalog, pages, key.into()],
        "/Encrypt 3 0 R /ID [(a) (a)]",
    )
}

/// A picture of so many points, without much in it.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let chunk = |kind: &[u8], content: &[u8]| {
        let mut chunk = (content.len() as u32).to_be_bytes().to_vec();
        chunk.extend(kind);
        chunk.extend(content);
        // Nobody who only looks at the frame reads the check sum.
        chunk.extend([0; 4]);
        chunk
    };
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut head = width.to_be_bytes().to_vec();
    head.extend(height.to_be_bytes());
    head.extend([8, 0, 0, 0, 0]);
    file.extend(chunk(b"IHDR", &head));
    file.extend(chunk(b"IDAT", &compress_to_vec_zlib(&[0; 9], 6)));
    file.extend(chunk(b"IEND", &[]));
    file
}

/// As a phone takes it, with a note of the maker behind the picture.
pub fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut file = vec![0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1];
    file.extend([0xff, 0xc0, 0, 11, 8]);
    file.extend(height.to_be_bytes());
    file.extend(width.to_be_bytes());
    file.extend([1, 1, 0x11, 0]);
    file.extend([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0]);
    file.extend([0x12, 0x34, 0xff, 0x00, 0xff, 0xd0, 0x56]);
    file.extend([0xff, 0xd9]);
    file.extend(b"maker's note \xff\xda\x00");
    file
}
