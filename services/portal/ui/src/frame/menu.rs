//! The menu of the work pages.

use super::Frame;

impl Frame {
    /// The menu of the work pages: what leads somewhere for who visits.
    pub fn menu(&self) -> Vec<Group> {
        let mut groups: Vec<Group> = self.everything().into();
        for group in &mut groups {
            group.links.retain(|link| self.leads(link.href));
        }
        groups.retain(|group| !group.links.is_empty());
        groups
    }

    fn everything(&self) -> [Group; 5] {
        let w = self.w;
        let link = |href, icon, words| Link { href, icon, words };
        let group = |title, links| Group { title, links };
        [
            group(
                w.nav_desk,
                vec![
                    link("/ban", "house", w.nav_day),
                    link("/ban/hang-doi", "inbox", w.nav_queue),
                    link("/ban/tiep-nhan", "file-plus-2", w.nav_receive),
                    link("/ban/tra-ket-qua", "hand", w.nav_return),
                    link("/ban/xin-loi", "mail", w.nav_apologies),
                    link("/ban/so-theo-doi", "book-open", w.nav_register),
                    link("/ban/so-thu-tu", "users", w.nav_tickets),
                    link("/ban/lich-hen", "calendar-days", w.nav_bookings),
                    link("/ban/dieu-phoi", "arrow-left-right", w.nav_coordination),
                    link(
                        "/ban/thu-tien",
                        "banknote",
                        self.lang.pick("Hồ sơ chờ nộp tiền", "Waiting for money"),
                    ),
                    link(
                        "/ban/hoan-tien",
                        "coins",
                        self.lang.pick("Tiền phải hoàn trả", "Money to return"),
                    ),
                    link("/ban/gop-y", "message-square-text", w.nav_complaints),
                ],
            ),
            group(
                w.nav_agency,
                vec![
                    link("/co-quan/viec", "list-checks", w.nav_work),
                    link(
                        "/co-quan/phe-duyet",
                        "stamp",
                        self.lang.pick("Chờ phê duyệt", "For approval"),
                    ),
                    link(
                        "/co-quan/tam-dung",
                        "pause",
                        self.lang.pick("Tạm dừng", "Clock stopped"),
                    ),
                    link(
                        "/co-quan/da-chuyen",
                        "arrow-left-right",
                        self.lang.pick("Đã chuyển đi", "Passed on"),
                    ),
                    link(
                        "/co-quan/nhom",
                        "users",
                        self.lang.pick("Việc của từng người", "The team"),
                    ),
                ],
            ),
            group(
                w.nav_watch,
                vec![
                    link("/lanh-dao", "gauge", w.nav_overview),
                    link("/lanh-dao/qua-han", "clock", w.nav_late),
                    link("/lanh-dao/xep-hang", "trending-up", w.nav_ranking),
                    link("/lanh-dao/hai-long", "star", w.nav_satisfaction),
                    link(
                        "/lanh-dao/giao-ban",
                        "file-text",
                        self.lang.pick("Giao ban tuần", "Weekly briefing"),
                    ),
                    link(
                        "/lanh-dao/quy",
                        "landmark",
                        self.lang.pick("Tổng hợp quý", "The quarter"),
                    ),
                    link("/bao-cao/tien-do", "chart-column", w.nav_progress),
                    link("/bao-cao/khau", "hourglass", w.nav_delays),
                    link("/bao-cao/vi-pham", "triangle-alert", w.nav_breaches),
                ],
            ),
            group(
                w.nav_operate,
                vec![
                    link("/van-hanh", "activity", w.nav_health),
                    link("/van-hanh/vet", "route", w.nav_trace),
                    link("/van-hanh/tin-nhan", "message-square-text", w.nav_notices),
                    link("/van-hanh/doi-soat", "scale", w.nav_reconcile),
                    link(
                        "/van-hanh/tuyen",
                        "undo-2",
                        self.lang.pick("Đường đi của hồ sơ", "Routes"),
                    ),
                    link(
                        "/van-hanh/sap-xep",
                        "building-2",
                        self.lang.pick("Sắp xếp đơn vị", "Reorganisation"),
                    ),
                ],
            ),
            group(
                w.nav_data,
                vec![
                    link("/quan-tri/thu-tuc", "book-open", w.nav_data_procedures),
                    link("/quan-tri/don-vi", "building-2", w.nav_data_units),
                    link("/quan-tri/bieu-mau", "printer", w.nav_data_forms),
                    link("/quan-tri/du-lieu", "circle-alert", w.nav_data_problems),
                ],
            ),
        ]
    }
}

/// A part of the menu.
#[derive(Debug)]
pub struct Group {
    pub title: &'static str,
    pub links: Vec<Link>,
}

#[derive(Debug)]
pub struct Link {
    pub href: &'static str,
    pub icon: &'static str,
    pub words: &'static str,
}
