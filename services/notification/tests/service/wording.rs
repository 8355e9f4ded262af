//! The wording of a notice, which a province keeps as data, against what the notice must say.

use std::path::Path;

use crate::support::World;

/// A copy of the province's data in which one notice reads differently.
fn province_with(key: &str, text: &str) -> tempfile::TempDir {
    fn copy(from: &Path, to: &Path) {
        std::fs::create_dir_all(to).unwrap();
        for entry in std::fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            let there = to.join(path.file_name().unwrap());
            if path.is_dir() {
                copy(&path, &there);
            } else {
                std::fs::copy(&path, &there).unwrap();
            }
        }
    }
    let dir = tempfile::tempdir().unwrap();
    let province = concat!(env!("CARGO_MANIFEST_DIR"), "/../../provinces/quang-ngai");
    copy(Path::new(province), dir.path());
    let notice =
        format!("key: {key}\nchannel: sms\ntext: \"{text}\"\nsource: thử\nverified: false\n");
    std::fs::write(dir.path().join(format!("notices/{key}.yaml")), notice).unwrap();
    dir
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wording_that_leaves_out_what_it_must_say_is_found_at_the_start() {
    let world = World::new().await;
    for (key, text, named) in [
        ("received", "Hồ sơ {code} đã tiếp nhận", "lacks {due}"),
        (
            "appointment-moved",
            "Xin lỗi ông/bà, hẹn lại {due}",
            "lacks {previous_due}",
        ),
        ("stopped", "Hồ sơ {code} dừng {due}", "cannot fill {due}"),
        ("refused", "Số {tracking}", "cannot fill {tracking}"),
        ("withdrawn", "Hồ sơ {mã}", "no notice `withdrawn`"),
    ] {
        let dir = province_with(key, text);
        let settings = [("province.dir", dir.path().to_str().unwrap())];
        let refused = notification::assemble(world.boot(&settings)).await;
        let error = refused.err().map(|error| format!("{error:#}"));
        let error = error.unwrap_or_default();
        assert!(error.contains(named), "{key}: {error}");
    }
}
