//! The words of the frame, Vietnamese and English side by side: a missing translation cannot be written.

use kernel::Role;

macro_rules! words {
    ($($key:ident: $vi:literal, $en:literal;)*) => {
        /// The words of one language.
        #[derive(Debug)]
        pub struct Words { $(pub $key: &'static str,)* }
        pub static VI: Words = Words { $($key: $vi,)* };
        pub static EN: Words = Words { $($key: $en,)* };
    };
}

words! {
    skip: "Đến nội dung chính", "Skip to main content";
    other_language: "English", "Tiếng Việt";
    other_language_code: "en", "vi";
    menu: "Chính", "Main";
    menu_work: "Mục làm việc", "Work areas";
    procedures: "Thủ tục hành chính", "Procedures";
    track: "Tra cứu hồ sơ", "Track an application";
    complaints: "Phản ánh, kiến nghị", "Complaints";
    personal_data: "Dữ liệu cá nhân", "Personal data";
    accessibility: "Khả năng tiếp cận", "Accessibility";
    officials: "Trang cán bộ", "For officials";
    find_anything: "Quét mã QR hoặc gõ mã hồ sơ", "Scan a QR code or type a dossier code";

    demo_banner: "Bản trình diễn.", "Demonstration.";
    demo_more: "Dữ liệu giả, không dùng để nộp hồ sơ thật.", "Invented data; not for real applications.";
    demo_as: "Bạn đang là", "You are";
    demo_nobody: "Chưa chọn người", "Nobody chosen";
    demo_switch: "Đổi người", "Switch person";

    sign_in: "Đăng nhập", "Sign in";
    sign_out: "Đăng xuất", "Sign out";
    account: "Tài khoản", "Account";
    role_desk_officer: "Cán bộ tiếp nhận", "Desk officer";
    role_desk_head: "Trưởng Bộ phận Một cửa", "Head of the desk";
    role_specialist: "Chuyên viên thụ lý", "Specialist";
    role_agency_head: "Lãnh đạo cơ quan", "Head of agency";
    role_procedure_control: "Kiểm soát thủ tục hành chính", "Procedure control";
    role_leader: "Lãnh đạo Ủy ban nhân dân", "Leader";
    role_operator: "Quản trị vận hành", "Operator";
    role_auditor: "Thanh tra, kiểm tra", "Auditor";

    nav_desk: "Quầy một cửa", "One-stop desk";
    nav_queue: "Hàng đợi", "Queue";
    nav_day: "Hôm nay", "Today";
    nav_receive: "Tiếp nhận", "Receive";
    nav_return: "Trả kết quả", "Hand over";
    nav_apologies: "Xin lỗi, hẹn lại", "Apologies";
    nav_register: "Sổ theo dõi", "Register";
    nav_tickets: "Số thứ tự", "Queue numbers";
    nav_bookings: "Lịch hẹn", "Bookings";
    nav_coordination: "Điều phối thẩm quyền", "Coordination";
    nav_complaints: "Góp ý, phản ánh", "Complaints";
    nav_agency: "Cơ quan giải quyết", "Deciding agency";
    nav_work: "Việc cần làm", "Work queue";
    nav_watch: "Theo dõi", "Overview";
    nav_overview: "Tổng quan", "At a glance";
    nav_late: "Quá hạn", "Late";
    nav_ranking: "Xếp hạng", "Ranking";
    nav_satisfaction: "Hài lòng", "Satisfaction";
    nav_progress: "Tiến độ giải quyết", "Progress";
    nav_delays: "Chậm ở khâu nào", "Where time goes";
    nav_breaches: "Quá hạn chưa xin lỗi", "Breaches";
    nav_operate: "Vận hành", "Operations";
    nav_health: "Sức khỏe dịch vụ", "Services";
    nav_trace: "Vết hồ sơ", "Dossier trace";
    nav_notices: "Tin nhắn", "Notices";
    nav_reconcile: "Đối soát giữ hồ sơ", "Custody compared";
    nav_data: "Dữ liệu của tỉnh", "Province data";
    nav_data_procedures: "Thủ tục", "Procedures";
    nav_data_units: "Đơn vị", "Units";
    nav_data_forms: "Biểu mẫu", "Official forms";
    nav_data_problems: "Lỗi dữ liệu", "Data problems";

    hero: "Nộp một nơi. Biết hồ sơ đang ở đâu, ai giữ, bao giờ xong.", "File in one place. Know where it is, who holds it, and when it is due.";
    hero_more: "Nộp tại Trung tâm Phục vụ hành chính công bất kỳ trong tỉnh hoặc nộp trực tuyến. Khi có thay đổi, chúng tôi nhắn tin cho bạn.", "File at any public service centre of the province, or online. We text you when something changes.";
    find_label: "Tìm thủ tục", "Find a procedure";
    find_hint: "Bạn cần làm việc gì? Ví dụ: tặng cho đất", "What do you need? For example: gift of land";
    popular: "Việc nhiều người làm", "Often needed";
    all_procedures: "Tất cả thủ tục", "All procedures";
    code: "Mã hồ sơ", "Dossier code";
    code_hint: "Ở góc trên giấy hẹn, cạnh mã QR", "At the top of the receipt, beside the QR code";
    track_button: "Tra cứu", "Track";
    file_online: "Nộp trực tuyến", "File online";
    how: "Nộp hồ sơ như thế nào", "How it works";

    whereabouts: "Hồ sơ đang ở đâu", "Where it is";
    about: "Thông tin hồ sơ", "About this dossier";
    why_date: "Ngày hẹn được tính thế nào", "How the date was reached";
    procedure: "Thủ tục", "Procedure";
    filed: "Nộp lúc", "Filed";
    received: "Tiếp nhận lúc", "Received";
    appointment: "Hẹn trả", "Due";
    receiver: "Nơi tiếp nhận", "Received by";
    channel: "Cách nộp", "Channel";
    holder: "Đang giữ", "Held by";
    since: "từ", "since";
    refresh: "Cập nhật lúc", "As of";

    papers: "Giấy tờ cần có", "Papers needed";
    paper: "Giấy tờ", "Paper";
    originals: "Bản chính", "Originals";
    copies: "Bản sao", "Copies";
    route: "Hồ sơ đi qua những đâu", "Where the dossier goes";
    legal_basis: "Căn cứ pháp lý", "Legal basis";
    sources: "Nguồn dữ liệu", "Sources";
    term: "Thời hạn", "Term";
    fee: "Lệ phí", "Fee";
    result: "Kết quả", "Result";

    hours: "Giờ làm việc", "Opening hours";
    hotline: "Đường dây nóng", "Hotline";
    no_need_to_call: "Không cần gọi hỏi hồ sơ: hệ thống tự báo khi có thay đổi.", "No need to call: the system tells you when something changes.";
    error_title: "Lỗi:", "Error:";
    unit: "Đơn vị", "Unit";
    receive: "Tiếp nhận hồ sơ", "Receive a dossier";
    show: "Xem", "Show";
    state: "Trạng thái", "State";
    dossier: "Hồ sơ", "Dossier";
    due: "Hạn trả", "Due";
    print: "In trang này", "Print this page";
    key_move: "chọn dòng", "move";
    key_find: "quét mã", "search";
    key_receive: "tiếp nhận", "receive";
    key_main: "việc chính của trang", "main act";
}

impl Words {
    /// The name of a role.
    pub fn role(&self, role: Role) -> &'static str {
        match role {
            Role::DeskOfficer => self.role_desk_officer,
            Role::DeskHead => self.role_desk_head,
            Role::Specialist => self.role_specialist,
            Role::AgencyHead => self.role_agency_head,
            Role::ProcedureControl => self.role_procedure_control,
            Role::Leader => self.role_leader,
            Role::Operator => self.role_operator,
            Role::Auditor => self.role_auditor,
        }
    }
}
