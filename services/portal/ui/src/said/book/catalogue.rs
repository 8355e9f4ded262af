use super::super::Line;

pub(super) const SAID: &[Line] = &[
    // When a leg or a term applies.
    ("hoặc", "or"),
    ("và", "and"),
    ("«{}» là {}", "“{}” is {}"),
    ("có nộp «{}»", "“{}” is handed in"),
    ("không phải ({})", "not ({})"),
    ("địa bàn khó khăn", "difficult area"),
    // What stands where the province's data says nothing.
    ("Nộp và nhận hồ sơ", "File and collect"),
    (
        "không có trong dữ liệu của tỉnh",
        "not in the province's data",
    ),
    (
        "TT 01/2018/TT-VPCP Điều 19",
        "Article 19 of Circular 01/2018/TT-VPCP",
    ),
    (
        "NĐ 20/2008/NĐ-CP Điều 14",
        "Article 14 of Decree 20/2008/NĐ-CP",
    ),
    (
        "NĐ 61/2018/NĐ-CP Điều 11.2, 15.3, 19.4",
        "Articles 11.2, 15.3 and 19.4 of Decree 61/2018/NĐ-CP",
    ),
    (
        "NĐ 61/2018/NĐ-CP Điều 18.2",
        "Article 18.2 of Decree 61/2018/NĐ-CP",
    ),
    (
        "NĐ 61/2018/NĐ-CP Điều 19.9",
        "Article 19.9 of Decree 61/2018/NĐ-CP",
    ),
    // Why nobody competent can be named.
    (
        "Danh mục không có vai trò «{}». Hãy báo người quản trị danh mục.",
        "The catalogue has no role “{}”. Tell whoever keeps the catalogue.",
    ),
    (
        "Danh mục không có đơn vị «{}». Hãy chọn lại đơn vị.",
        "The catalogue has no unit “{}”. Choose the unit again.",
    ),
    (
        "{} không phải là xã, phường hoặc đặc khu. Hãy chọn nơi có đất hoặc nơi cư trú ở cấp xã.",
        "{} is not a commune, ward or special zone. Choose the commune where the land lies or \
         where the person lives.",
    ),
    (
        "{} không thuộc huyện, thị xã hoặc thành phố nào vào ngày {}.",
        "{} belongs to no district or town on {}.",
    ),
    (
        "{} không hoạt động vào ngày {} và chưa có đơn vị tiếp nhận nhiệm vụ.",
        "{} is not in being on {} and no unit has taken over its work yet.",
    ),
    (
        "{} đã được sắp xếp vào nhiều đơn vị ({}). Hãy chọn đúng đơn vị hiện nay.",
        "{} has become part of several units ({}). Choose the present one.",
    ),
    (
        "Thủ tục {} không có khâu theo điều kiện «{}».",
        "The procedure {} has no conditional leg “{}”.",
    ),
    // What is wrong with the province's data.
    (
        "an agency code is capital letters and digits in groups joined by dots (QĐ 20/2020/QĐ-TTg \
         Điều 4)",
        "an agency code is capital letters and digits in groups joined by dots (Article 4 of \
         Decision 20/2020/QĐ-TTg)",
    ),
    (
        "a prefix is capital letters and digits in groups joined by dots (QĐ 20/2020/QĐ-TTg Điều \
         4)",
        "a prefix is capital letters and digits in groups joined by dots (Article 4 of Decision \
         20/2020/QĐ-TTg)",
    ),
];
