//! How the papers look, beside pictures kept in `pictures/`. Where one has to change, run the tests
//! with MOTCUA_KEEP_PICTURES=1, look at the new ones, and commit them.

use std::path::{Path, PathBuf};

use forms::Form;
use serde_json::Value;

use crate::desk::Desk;

/// The share of dots that may differ by more than [`SLACK`]: edges of letters, no more.
const TOLERATED: f64 = 0.0005;
const SLACK: u8 = 34;

fn kept(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/papers/pictures")
        .join(format!("{name}.png"))
}

fn dots(png: &[u8]) -> (u32, u32, Vec<u8>) {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().unwrap();
    let mut dots = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut dots).unwrap();
    let channels = info.color_type.samples();
    let grey = dots[..info.buffer_size()]
        .chunks(channels)
        .map(|dot| {
            u8::try_from(dot.iter().take(3).map(|&c| u32::from(c)).sum::<u32>() / 3).unwrap()
        })
        .collect();
    (info.width, info.height, grey)
}

/// A quarter of the size: small files, and letters that still show when they move.
fn small(png: &[u8]) -> Vec<u8> {
    let (width, height, grey) = dots(png);
    let (across, down) = (width / 2, height / 2);
    let mut out = Vec::with_capacity((across * down) as usize);
    for y in 0..down {
        for x in 0..across {
            let dot = |dx, dy| u32::from(grey[((2 * y + dy) * width + 2 * x + dx) as usize]);
            let mean = (dot(0, 0) + dot(1, 0) + dot(0, 1) + dot(1, 1)) / 4;
            // Sixteen shades are enough to compare, and pack well.
            out.push(u8::try_from(mean / 17 * 17).unwrap());
        }
    }
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, across, down);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_compression(png::Compression::High);
    encoder
        .write_header()
        .and_then(|mut writer| writer.write_image_data(&out))
        .unwrap();
    file
}

fn keeping() -> bool {
    std::env::var_os("MOTCUA_KEEP_PICTURES").is_some()
}

#[tokio::test]
async fn every_form_looks_as_it_was_last_looked_at() {
    let desk = Desk::new();
    let index = forms::Index::read(&crate::desk::province()).unwrap();
    let mut different = Vec::new();
    for form in &index.forms {
        different.extend(compared(&desk, form, &form.key, "").await);
    }
    assert_eq!(different, Vec::<String>::new(), "look at them again");
}

/// The sample of a form's kind, changed by `change`.
fn sample(form: &Form, change: impl FnOnce(&mut Value)) -> String {
    let name = format!("forms/samples/{}.json", form.kind.word());
    let text = std::fs::read_to_string(crate::desk::province().join(name)).unwrap();
    let mut said = serde_json::from_str(&text).unwrap();
    change(&mut said);
    said.to_string()
}

/// What an agency's head signed by account is printed again with their unit for their name; and a
/// form holds what was typed online.
#[tokio::test]
async fn papers_with_other_words_in_them_look_as_they_were_last_looked_at() {
    let desk = Desk::new();
    let index = forms::Index::read(&crate::desk::province()).unwrap();
    let (apology, form) = (
        index.form("apology-2025").unwrap(),
        index.form("declaration").unwrap(),
    );
    let unnamed = sample(apology, |said| {
        said["signer"] = "".into();
        said["signer_title"] = "Lãnh đạo Chi nhánh Văn phòng Đăng ký đất đai Ví Dụ".into();
    });
    let filled = sample(form, |said| {
        said["addressed_to"] = "Trung tâm Phục vụ hành chính công xã Bình Minh".into();
        let answers = ["Nguyễn Văn Mẫu", "051099000001", "Thôn Ví Dụ, xã Bình Minh"];
        for (at, answer) in answers.into_iter().enumerate() {
            said["person"][at]["answer"] = answer.into();
        }
        said["questions"][0]["boxes"][3]["ticked"] = true.into();
        for (at, answer) in [
            (1, "12"),
            (3, "350"),
            (6, "1.500.000.000"),
            (7, "02/11/2026"),
        ] {
            said["questions"][at]["answer"] = answer.into();
        }
        said["room"] = true.into();
    });
    let mut different = compared(&desk, apology, "apology-2025-unnamed", &unnamed).await;
    different.extend(compared(&desk, form, "declaration-filled", &filled).await);
    assert_eq!(different, Vec::<String>::new(), "look at them again");
}

/// The pages of a form with `sample` that look otherwise than the pictures kept as `name`.
async fn compared(desk: &Desk, form: &Form, name: &str, sample: &str) -> Vec<String> {
    let mut different = Vec::new();
    let source =
        std::fs::read_to_string(crate::desk::province().join("forms").join(&form.template));
    let tried = desk
        .press
        .try_out(&form.key, &source.unwrap(), sample)
        .await;
    let tried = tried.unwrap();
    assert_eq!(tried.problems, [], "{name}");
    assert!(!tried.pictures.is_empty(), "{name}");
    for (at, picture) in tried.pictures.iter().enumerate() {
        let name = format!("{name}-{}", at + 1);
        let now = small(picture);
        if keeping() {
            std::fs::write(kept(&name), &now).unwrap();
        }
        let before =
            std::fs::read(kept(&name)).unwrap_or_else(|_| panic!("{name} was never looked at"));
        let ((width, height, before), (w, h, now)) = (dots(&before), dots(&now));
        assert_eq!((width, height), (w, h), "{name} has another size");
        let differing = before
            .iter()
            .zip(&now)
            .filter(|(a, b)| a.abs_diff(**b) > SLACK)
            .count();
        let share = differing as f64 / now.len() as f64;
        if share > TOLERATED {
            different.push(format!("{name}: {:.2} %", share * 100.0));
        }
    }
    different
}
