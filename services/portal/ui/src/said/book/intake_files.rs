use super::super::Line;

pub(super) const SAID: &[Line] = &[
    // Why a file cannot be kept.
    (
        "Tệp «{}» không có nội dung (0 byte). Hãy mở thử tệp trên máy rồi chọn lại tệp đúng.",
        "The file “{}” is empty (0 bytes). Open it on your device, then choose the right file \
         again.",
    ),
    (
        "Tệp «{}» là {}, không phải PDF, JPG hay PNG. Hãy lưu hoặc chụp lại thành PDF, JPG hay \
         PNG rồi tải lên.",
        "The file “{}” is {}, not a PDF, JPG or PNG. Save it or photograph it anew as PDF, JPG or \
         PNG, then upload it.",
    ),
    (
        "Tệp «{}» không phải PDF, JPG hay PNG (xét theo nội dung, không theo tên tệp). Hãy lưu \
         hoặc chụp lại thành PDF, JPG hay PNG rồi tải lên.",
        "The file “{}” is not a PDF, JPG or PNG (judged by its content, not by its name). Save it \
         or photograph it anew as PDF, JPG or PNG, then upload it.",
    ),
    (
        "Tệp «{}» lớn hơn {} MB. Hãy quét lại ở độ phân giải 200–300 dpi hoặc tách thành nhiều \
         tệp, mỗi tệp không quá {} MB.",
        "The file “{}” is bigger than {} MB. Scan it again at 200–300 dpi, or split it into \
         several files of at most {} MB each.",
    ),
    (
        "Thêm tệp «{}» thì hồ sơ vượt {} MB. Hãy xóa tệp thừa hoặc quét lại cho nhẹ hơn.",
        "With the file “{}” the dossier would exceed {} MB. Remove files that are not needed, or \
         scan again for a smaller file.",
    ),
    (
        "Không thêm được tệp «{}»: hồ sơ đã có {} tệp. Hãy ghép các trang thành một tệp PDF.",
        "The file “{}” cannot be added: the dossier has {} files already. Join the pages in one \
         PDF file.",
    ),
    (
        "Tệp «{}» có đặt mật khẩu hoặc mã hóa. Hãy bỏ mật khẩu (in lại thành PDF) rồi tải lên.",
        "The file “{}” is locked by a password or encrypted. Remove the password (print it to PDF \
         anew), then upload it.",
    ),
    (
        "Tệp «{}» bị hỏng, không mở được. Hãy mở thử tệp trên máy, xuất hoặc quét lại rồi tải lên.",
        "The file “{}” is broken and cannot be opened. Try to open it on your device, export or \
         scan it anew, then upload it.",
    ),
    (
        "Tệp «{}» bị thiếu phần cuối, có thể do sao chép chưa xong. Hãy lấy lại tệp đầy đủ rồi \
         tải lên.",
        "The file “{}” ends before its end; perhaps it was not copied completely. Get the \
         complete file, then upload it.",
    ),
    (
        "Tệp «{}» có chứa mã chạy được (JavaScript, lệnh mở chương trình hoặc đa phương tiện). \
         Hãy in lại thành PDF thường rồi tải lên.",
        "The file “{}” contains something that runs (JavaScript, a command that starts a program, \
         or multimedia). Print it to a plain PDF anew, then upload it.",
    ),
    (
        "Tệp «{}» có đính kèm tệp khác bên trong. Hãy tách các tệp đính kèm và tải lên riêng.",
        "The file “{}” has other files attached inside. Take the attachments out and upload them \
         by themselves.",
    ),
    (
        "Tệp «{}» giải nén ra lớn bất thường nên không nhận được. Hãy in lại thành PDF thường rồi \
         tải lên.",
        "The file “{}” unpacks to an unusual size and cannot be taken in. Print it to a plain PDF \
         anew, then upload it.",
    ),
    (
        "Ảnh «{}» có kích thước {} × {} điểm, quá lớn. Hãy quét hoặc chụp lại ở độ phân giải thấp \
         hơn.",
        "The picture “{}” measures {} × {} pixels, which is too large. Scan or photograph it \
         again at a lower resolution.",
    ),
    (
        "Tệp «{}» có hơn {} trang. Hãy tách thành nhiều tệp rồi tải lên.",
        "The file “{}” has more than {} pages. Split it into several files, then upload them.",
    ),
    // What people send instead.
    (
        "tệp Word, Excel hoặc tệp nén ZIP",
        "a Word or Excel file or a ZIP archive",
    ),
    ("tệp Word hoặc Excel kiểu cũ", "an old Word or Excel file"),
    ("tệp nén", "an archive"),
    ("chương trình máy tính", "a computer program"),
    ("ảnh GIF", "a GIF picture"),
    ("ảnh BMP", "a BMP picture"),
    ("ảnh TIFF", "a TIFF picture"),
    ("ảnh WebP", "a WebP picture"),
    ("ảnh HEIC của điện thoại", "a HEIC picture from a phone"),
    ("phim hoặc tệp âm thanh", "a film or a sound file"),
    ("tệp không tên", "file without a name"),
    // Uploading, and filings somebody has begun.
    (
        "Giấy tờ này không thuộc thành phần hồ sơ của thủ tục. Hãy tải lại trang.",
        "This paper is not one of those the procedure asks for. Load the page again.",
    ),
    (
        "Kho tài liệu của hệ thống đang đầy nên chưa nhận được tệp. Hồ sơ đang soạn vẫn được giữ; \
         hãy thử tải tệp lại sau ít phút.",
        "The document store is full at present, so the file could not be taken in. The filing you \
         have begun is kept; try to upload the file again in a few minutes.",
    ),
    (
        "Phần mở đầu chỉ được gửi một lần.",
        "The opening part may be sent only once.",
    ),
    (
        "Thiếu nơi nhận của tệp gửi lên.",
        "Where the uploaded file belongs is missing.",
    ),
    (
        "Thiếu phần mở đầu của tệp gửi lên.",
        "The opening part of the uploaded file is missing.",
    ),
    (
        "Đường truyền chậm nên tệp chưa tải lên hết. Hãy thử lại; các mục đã lưu vẫn còn.",
        "The line is slow, so not all of the file was sent. Try again; what you saved is kept.",
    ),
    (
        "Không còn hồ sơ đang soạn này: đã nộp, đã xóa hoặc quá hạn lưu. Hãy soạn hồ sơ mới.",
        "The filing you had begun is no more: filed, removed or kept too long. Begin a new one.",
    ),
    (
        "Không tìm thấy hồ sơ hoặc tài liệu. Hãy kiểm tra lại đường dẫn.",
        "The dossier or document was not found. Check the address.",
    ),
    (
        "Hồ sơ đang soạn này là của một hồ sơ khác. Hãy tải lại trang.",
        "This filing belongs to another dossier. Load the page again.",
    ),
    (
        "Tệp đã chọn không còn trong hồ sơ đang soạn. Hãy tải tệp lên lại.",
        "The file chosen is no longer in the filing. Upload it again.",
    ),
    (
        "Có mục không đọc được tên. Hãy tải lại trang.",
        "There is a field whose name cannot be read. Load the page again.",
    ),
    (
        "Hồ sơ đang soạn có quá nhiều mục. Hãy tải lại trang.",
        "The filing has too many fields. Load the page again.",
    ),
    (
        "Không có thủ tục này đang có hiệu lực. Hãy chọn lại thủ tục.",
        "There is no such procedure in force. Choose the procedure again.",
    ),
];
