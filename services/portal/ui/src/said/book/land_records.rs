use super::super::Line;

pub(super) const SAID: &[Line] = &[
    // Why the register says no.
    (
        "Không có thửa đất này trong hồ sơ địa chính. Hãy kiểm tra xã, số tờ, số thửa trên Giấy chứng nhận; nếu thửa chưa đăng ký, hãy làm thủ tục đăng ký đất đai lần đầu (1.013978).",
        "The land register has no such parcel. Check the commune, map sheet and parcel number on the certificate; if the parcel is not registered, apply for first registration of land (1.013978).",
    ),
    (
        "Thửa đất này đã có trong hồ sơ địa chính với nội dung khác. Hãy làm thủ tục đăng ký biến động thay vì nhập lại.",
        "The land register has this parcel already, with other contents. Register a change instead of entering it again.",
    ),
    (
        "Hồ sơ này đã được đăng ký vào thửa đất với nội dung khác. Muốn sửa, hãy làm thủ tục đính chính Giấy chứng nhận (1.012796); nếu sai do cơ quan, hãy đề nghị Bộ phận Một cửa mở việc đính chính không thu phí (Điều 21 Nghị định 61/2018/NĐ-CP).",
        "This dossier is registered on the parcel already, with other contents. To change it, apply for correction of the certificate (1.012796); if the error is the agency's, ask the one-stop desk to open a correction free of charge (Article 21 of Decree 61/2018/NĐ-CP).",
    ),
    (
        "Thửa đất đang bị {} kê biên theo {} nên chưa được chuyển quyền, thế chấp (điểm c khoản 1 Điều 45 Luật Đất đai 31/2024/QH15). Hãy nộp lại khi có văn bản giải tỏa kê biên của cơ quan đó.",
        "The parcel is seized by {} under {}, so it may not be transferred or mortgaged (point c, clause 1, Article 45 of Land Law 31/2024/QH15). File again once that authority has lifted the seizure in writing.",
    ),
    (
        "Thửa đất đang thế chấp theo {} và chưa có văn bản đồng ý của bên nhận thế chấp (khoản 8 Điều 320, khoản 5 Điều 321 Bộ luật Dân sự 91/2015/QH13). Hãy nộp văn bản đồng ý hoặc làm thủ tục xóa đăng ký thế chấp (1.011443).",
        "The parcel is mortgaged under {}, and the mortgagee has not consented in writing (clause 8, Article 320 and clause 5, Article 321 of Civil Code 91/2015/QH13). Hand in the consent, or have the registration of the mortgage cancelled (1.011443).",
    ),
    (
        "Thửa đất còn ghi nợ nghĩa vụ tài chính theo thông báo {}. Hãy nộp đủ tiền và làm thủ tục xóa ghi nợ (1.013988) trước khi chuyển quyền (Luật Đất đai 31/2024/QH15).",
        "A debt is noted on the parcel by notice {}. Pay it in full and have the note of the debt cancelled (1.013988) before the transfer (Land Law 31/2024/QH15).",
    ),
    (
        "Thời hạn sử dụng đất đã hết ngày {}; chỉ được chuyển quyền trong thời hạn sử dụng đất (điểm d khoản 1 Điều 45 Luật Đất đai 31/2024/QH15). Hãy làm thủ tục gia hạn sử dụng đất trước.",
        "The term of land use ended on {}; the right may be transferred only within that term (point d, clause 1, Article 45 of Land Law 31/2024/QH15). Apply for an extension of the term first.",
    ),
    (
        "Hồ sơ ghi thửa {}, tờ {}, khác với hồ sơ địa chính. Hãy kiểm tra số thửa, số tờ trên Giấy chứng nhận; nếu số đã đổi do sắp xếp đơn vị hành chính, hãy ghi số mới.",
        "The dossier says parcel {}, sheet {}; the land register says otherwise. Check both numbers on the certificate; if they changed when administrative units were reorganised, write the new ones.",
    ),
    (
        "Hồ sơ ghi diện tích {} m², hồ sơ địa chính ghi {} m². Hãy ghi lại theo Giấy chứng nhận, hoặc nộp mảnh trích đo bản đồ địa chính nếu có đo đạc lại.",
        "The dossier says {} m², the land register {} m². Write the area as on the certificate, or hand in the extract of the cadastral map if the parcel was surveyed again.",
    ),
    (
        "Người đứng tên trong hồ sơ không phải người đang có quyền sử dụng thửa đất này. Hãy kiểm tra số định danh cá nhân của bên chuyển quyền; nếu là người nhận thừa kế, hãy nộp văn bản phân chia di sản.",
        "The person named in the dossier does not hold the right to this parcel. Check the transferor's identity number; if the person inherits, hand in the deed that divides the estate.",
    ),
    (
        "Còn {} người cùng có quyền sử dụng thửa đất chưa ký hồ sơ. Hãy nộp hợp đồng có chữ ký của tất cả, hoặc văn bản ủy quyền, hoặc tách thửa (1.012784) để chuyển riêng phần của mình.",
        "Co-holders of the parcel who have not signed: {}. Hand in a contract signed by all, or an authorisation, or have the parcel divided (1.012784) to transfer one share alone.",
    ),
    (
        "Phải có ít nhất một và không quá 50 người sử dụng đất. Hãy điền người nhận quyền.",
        "There must be at least one holder and no more than 50. Fill in who receives the right.",
    ),
    (
        "Một người được ghi hai lần trong danh sách người sử dụng đất. Hãy gộp thành một dòng với tỷ lệ chung.",
        "A person is twice in the list of holders. Make it one line with the share of both.",
    ),
    (
        "Các tỷ lệ quyền sử dụng đất cộng lại phải đúng bằng 1. Hãy sửa tỷ lệ của từng người.",
        "The shares of the right must add up to exactly 1. Change the share of each holder.",
    ),
    (
        "Bên nhận và bên chuyển quyền giống hệt nhau, không có gì để đăng ký. Hãy kiểm tra lại danh sách người nhận quyền.",
        "Transferees and transferors are the same, so there is nothing to register. Check the list of those who receive the right.",
    ),
    (
        "Tổng diện tích theo mục đích sử dụng khác diện tích thửa đất {} m². Hãy sửa diện tích của từng mục đích.",
        "The areas of the land uses do not add up to the parcel's {} m². Change the area of each use.",
    ),
    (
        "Số phát hành hoặc mã Giấy chứng nhận này đã dùng cho thửa đất. Hãy lấy một phôi khác.",
        "This serial or code of a certificate was used for the parcel already. Take another blank.",
    ),
    (
        "Giấy chứng nhận mới phải in trên phôi có 2 chữ cái và 8 chữ số (Thông tư 10/2024/TT-BTNMT). Hãy lấy một phôi khác.",
        "A new certificate must be printed on a blank with 2 letters and 8 digits (Circular 10/2024/TT-BTNMT). Take another blank.",
    ),
    (
        "Giấy chứng nhận nêu trong hồ sơ không phải Giấy chứng nhận đang có hiệu lực của thửa đất. Hãy kiểm tra số phát hành trên bản gốc đang giữ.",
        "The certificate named in the dossier is not the one in force for the parcel. Check the serial on the original.",
    ),
    (
        "Thửa đất không có đăng ký thế chấp nào theo hồ sơ này. Hãy kiểm tra mã hồ sơ đã đăng ký thế chấp.",
        "No mortgage is registered on the parcel by this dossier. Check the code of the dossier that registered it.",
    ),
    (
        "Thửa đất không bị kê biên theo quyết định này. Hãy kiểm tra số quyết định kê biên.",
        "The parcel is not seized under this order. Check the number of the order.",
    ),
    (
        "Thửa đất không có khoản ghi nợ nào theo hồ sơ này. Hãy kiểm tra mã hồ sơ đã ghi nợ.",
        "No debt is noted on the parcel by this dossier. Check the code of the dossier that noted it.",
    ),
    // What the officer fills in.
    (
        "Số phát hành Giấy chứng nhận gồm 2 chữ cái và 8 chữ số (phôi cũ: 6 chữ số), ví dụ AA 01234567. Hãy xem lại trên trang 1 Giấy chứng nhận.",
        "A certificate's serial has 2 letters and 8 digits (older blanks: 6 digits), for example AA 01234567. Look on page 1 of the certificate.",
    ),
    (
        "Diện tích ghi bằng mét vuông, nhiều nhất một chữ số thập phân, ví dụ 123,4 hoặc 1.250.",
        "Write the area in square metres with at most one decimal, for example 123.4.",
    ),
    (
        "Diện tích phải lớn hơn 0 và không quá 429.496.729,5 m².",
        "The area must be more than 0 and at most 429,496,729.5 m².",
    ),
    (
        "Tỷ lệ quyền ghi bằng phân số từ trên 0 đến 1, mẫu số không quá 10.000, ví dụ 1/2.",
        "Write a share as a fraction above 0 and up to 1 with a denominator of at most 10,000, for example 1/2.",
    ),
    (
        "Hãy chọn xã, phường nơi có đất.",
        "Choose the commune or ward of the land.",
    ),
    (
        "Không có xã, phường này trong danh mục.",
        "The catalogue has no such commune or ward.",
    ),
    (
        "Phải là số từ 1, ghi theo Giấy chứng nhận.",
        "It must be a number from 1, as on the certificate.",
    ),
    (
        "Hãy ghi ít nhất một mục đích sử dụng đất.",
        "Write at least one land use.",
    ),
    (
        "Không có mã mục đích sử dụng đất này.",
        "There is no such code of land use.",
    ),
    (
        "Không có nguồn gốc sử dụng đất này.",
        "There is no such origin of land use.",
    ),
    (
        "Thời hạn sử dụng đất là lâu dài hoặc một ngày, dạng năm-tháng-ngày.",
        "The term of land use is lasting, or a day written as year-month-day.",
    ),
    (
        "Ngày cấp Giấy chứng nhận không được ở tương lai.",
        "A certificate cannot be issued on a day to come.",
    ),
    (
        "Ngày cấp Giấy chứng nhận phải là một ngày có thật, dạng năm-tháng-ngày.",
        "The day the certificate was issued must be a real day, written as year-month-day.",
    ),
    (
        "Mã thửa đất phải là một UUID.",
        "A parcel's identifier must be a UUID.",
    ),
    ("Không đọc được yêu cầu.", "The request cannot be read."),
    // Which act concludes which leg.
    (
        "Khâu này phải thẩm định với hồ sơ địa chính. Hãy dùng mục thẩm định chuyển quyền, hệ thống lập Phiếu chuyển thông tin.",
        "This leg has to examine the transfer against the land register. Use “Examine against the land register”; the slip to the tax office is drawn up by it.",
    ),
    (
        "Khâu này phải ghi biến động vào sổ địa chính và cấp Giấy chứng nhận. Hãy dùng mục đăng ký biến động.",
        "This leg has to enter the change in the land register and issue the certificate. Use “Register the change, issue the certificate”.",
    ),
    (
        "Khâu này phải ghi thế chấp vào sổ địa chính. Hãy dùng mục đăng ký thế chấp.",
        "This leg has to enter the mortgage in the land register. Use “Register a mortgage”.",
    ),
    (
        "Khâu này phải hủy Giấy chứng nhận đã mất và cấp giấy mới. Hãy dùng mục cấp lại Giấy chứng nhận.",
        "This leg has to void the lost certificate and issue a new one. Use “Void what was lost, issue the certificate anew”.",
    ),
    (
        "Khâu này đính chính sai sót của cơ quan. Hãy dùng mục đính chính Giấy chứng nhận, hoặc ghi số giấy tờ đã đính chính và lý do.",
        "This leg puts an agency's error right. Correct the certificate in its section, or write the number of the corrected paper and the reason.",
    ),
    (
        "Việc vừa chọn không thuộc khâu này của thủ tục. Hãy tải lại hồ sơ và chọn đúng việc của khâu.",
        "This act does not belong to this leg of the procedure. Load the dossier again and choose the act of the leg.",
    ),
    (
        "Văn phòng Đăng ký đất đai không ra thông báo nộp tiền. Hãy để trống số tiền và hạn nộp.",
        "The land registry issues no payment notices. Leave the amount and the date to pay by empty.",
    ),
    // What for a person's data was looked at.
    (
        "Lập Phiếu chuyển thông tin để xác định nghĩa vụ tài chính về đất đai",
        "To draw up the slip by which the tax office assesses what is owed on land",
    ),
    (
        "Đăng ký thế chấp quyền sử dụng đất",
        "Registration of a mortgage of the right to use land",
    ),
    // The slip to the tax office: its labels, and what is filled in.
    ("Mã số hồ sơ thủ tục hành chính", "Code of the dossier"),
    (
        "Ngày nhận đủ hồ sơ hợp lệ",
        "Complete and valid dossier received on",
    ),
    ("Loại thủ tục", "Kind of procedure"),
    ("Căn cứ", "Ground"),
    (
        "Thay thế Phiếu chuyển thông tin số",
        "In place of the slip numbered",
    ),
    ("Bên chuyển quyền", "Transferor"),
    ("Bên nhận quyền", "Transferee"),
    ("Địa chỉ", "Address"),
    (
        "Mã số thuế/Số định danh cá nhân",
        "Tax number/Identity number",
    ),
    ("Ngày sinh", "Date of birth"),
    ("Thửa đất số", "Parcel number"),
    ("Tờ bản đồ số", "Map sheet number"),
    ("Địa chỉ thửa đất", "Address of the parcel"),
    ("Diện tích (m²)", "Area (m²)"),
    ("Sử dụng chung (m²)", "Used in common (m²)"),
    ("Sử dụng riêng (m²)", "Used alone (m²)"),
    ("Nguồn gốc sử dụng đất", "Origin of land use"),
    ("Mục đích, thời hạn sử dụng đất", "Land use and its term"),
    ("{} ({}): {} m²; thời hạn: {}", "{} ({}): {} m²; term: {}"),
    (
        "Giấy tờ về quyền sử dụng đất",
        "Paper of the right to use land",
    ),
    (
        "Giấy chứng nhận số {}, số vào sổ {}",
        "Certificate no. {}, register no. {}",
    ),
    (
        "Chuyển nhượng quyền sử dụng đất",
        "Transfer of the right to use land",
    ),
    (
        "Chuyển đổi quyền sử dụng đất",
        "Exchange of the right to use land",
    ),
    (
        "Thừa kế quyền sử dụng đất",
        "Inheritance of the right to use land",
    ),
    (
        "Tặng cho quyền sử dụng đất",
        "Gift of the right to use land",
    ),
    (
        "Góp vốn bằng quyền sử dụng đất",
        "Contribution of the right to use land as capital",
    ),
    (
        "Hợp đồng hoặc văn bản về việc chuyển quyền ký ngày {}",
        "Contract or deed of the transfer, signed on {}",
    ),
    ("{}, giá trị {} đồng", "{}, value VND {}"),
    // Terms, origins and uses of land.
    ("Lâu dài", "Lasting"),
    ("Đến ngày {}", "Until {}"),
    (
        "Nhà nước giao đất có thu tiền sử dụng đất",
        "Allocated by the State with a land use fee",
    ),
    (
        "Nhà nước giao đất không thu tiền sử dụng đất",
        "Allocated by the State without a land use fee",
    ),
    (
        "Nhà nước cho thuê đất trả tiền một lần",
        "Leased by the State, paid at once",
    ),
    (
        "Nhà nước cho thuê đất trả tiền hằng năm",
        "Leased by the State, paid yearly",
    ),
    (
        "Công nhận quyền sử dụng đất như giao đất có thu tiền sử dụng đất",
        "Right recognised as if allocated with a land use fee",
    ),
    (
        "Công nhận quyền sử dụng đất như giao đất không thu tiền sử dụng đất",
        "Right recognised as if allocated without a land use fee",
    ),
    (
        "Nhận chuyển quyền sử dụng đất",
        "Right received by transfer",
    ),
    ("Đất ở tại đô thị", "Urban residential land"),
    ("Đất ở tại nông thôn", "Rural residential land"),
    ("Đất trồng lúa", "Rice land"),
    ("Đất chuyên trồng lúa", "Land for rice alone"),
    ("Đất trồng cây hằng năm khác", "Land for other annual crops"),
    (
        "Đất bằng trồng cây hằng năm khác",
        "Flat land for other annual crops",
    ),
    ("Đất trồng cây lâu năm", "Land for perennial crops"),
    ("Đất rừng sản xuất", "Production forest"),
    ("Đất rừng phòng hộ", "Protection forest"),
    ("Đất rừng đặc dụng", "Special-use forest"),
    ("Đất nuôi trồng thủy sản", "Land for aquaculture"),
    ("Đất làm muối", "Land for salt making"),
    ("Đất thương mại, dịch vụ", "Land for trade and services"),
    (
        "Đất cơ sở sản xuất phi nông nghiệp",
        "Land for non-agricultural production",
    ),
    ("Đất khu công nghiệp", "Land of industrial parks"),
    ("Đất quốc phòng", "Defence land"),
    ("Đất an ninh", "Security land"),
    ("Đất xây dựng trụ sở cơ quan", "Land for agency offices"),
    ("Đất công trình giao thông", "Land for transport works"),
    ("Đất công trình thủy lợi", "Land for irrigation works"),
    (
        "Đất khu vui chơi, giải trí công cộng",
        "Land for public recreation",
    ),
    ("Đất sinh hoạt cộng đồng", "Land for community activities"),
    ("Đất nghĩa trang", "Cemetery land"),
];
