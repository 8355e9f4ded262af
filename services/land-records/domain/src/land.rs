//! The land itself: where it lies, what it is for, since when and how it came to be used.

use chrono::NaiveDate;
use kernel::UnitId;

use crate::Area;

/// Where a parcel is found in the cadastre: unique within commune and sheet.
/// (LA_SpatialUnit.suID)
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    pub commune: UnitId,
    /// Tờ bản đồ số.
    pub sheet: u32,
    /// Thửa đất số.
    pub number: u32,
}

/// A part of the parcel with one purpose and one term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    pub purpose: LandUse,
    pub area: Area,
    pub term: Term,
}

/// How long the land may be used (thời hạn sử dụng; LA_RRR.timeSpec).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// Lâu dài.
    Lasting,
    Until(NaiveDate),
    /// Printed `-/-`: the papers state none.
    Unstated,
}

impl Term {
    /// As the certificate prints it.
    pub fn words(self) -> String {
        match self {
            Self::Lasting => "Lâu dài".to_owned(),
            Self::Until(day) => format!("Đến ngày {}", day.format("%d/%m/%Y")),
            Self::Unstated => "-/-".to_owned(),
        }
    }
    /// True once the term is over; the last day still belongs to it.
    pub fn has_ended(self, today: NaiveDate) -> bool {
        matches!(self, Self::Until(last) if last < today)
    }
}

macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $key:literal, $words:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $(#[doc = $words] $variant,)* }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// The stable code, for programs, tables and papers.
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)* }
            }
            /// What people read.
            pub fn words(self) -> &'static str {
                match self { $(Self::$variant => $words,)* }
            }
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.key() == key)
            }
        }
    };
}

coded! {
    /// What land is used for (mục đích sử dụng). Source: Thông tư 08/2024/TT-BTNMT.
    LandUse {
        Odt = "ODT", "Đất ở tại đô thị";
        Ont = "ONT", "Đất ở tại nông thôn";
        Lua = "LUA", "Đất trồng lúa";
        Luc = "LUC", "Đất chuyên trồng lúa";
        Hnk = "HNK", "Đất trồng cây hằng năm khác";
        Bhk = "BHK", "Đất bằng trồng cây hằng năm khác";
        Cln = "CLN", "Đất trồng cây lâu năm";
        Rsx = "RSX", "Đất rừng sản xuất";
        Rph = "RPH", "Đất rừng phòng hộ";
        Rdd = "RDD", "Đất rừng đặc dụng";
        Nts = "NTS", "Đất nuôi trồng thủy sản";
        Lmu = "LMU", "Đất làm muối";
        Tmd = "TMD", "Đất thương mại, dịch vụ";
        Skc = "SKC", "Đất cơ sở sản xuất phi nông nghiệp";
        Skk = "SKK", "Đất khu công nghiệp";
        Cqp = "CQP", "Đất quốc phòng";
        Can = "CAN", "Đất an ninh";
        Tsc = "TSC", "Đất xây dựng trụ sở cơ quan";
        Dgt = "DGT", "Đất công trình giao thông";
        Dtl = "DTL", "Đất công trình thủy lợi";
        Dkv = "DKV", "Đất khu vui chơi, giải trí công cộng";
        Dsh = "DSH", "Đất sinh hoạt cộng đồng";
        Ntd = "NTD", "Đất nghĩa trang";
    }
}

coded! {
    /// How the land came to be used (nguồn gốc sử dụng; LA_RRR.description).
    Origin {
        GrantedForFee = "granted-for-fee", "Nhà nước giao đất có thu tiền sử dụng đất";
        GrantedFree = "granted-free", "Nhà nước giao đất không thu tiền sử dụng đất";
        LeasedAtOnce = "leased-at-once", "Nhà nước cho thuê đất trả tiền một lần";
        LeasedYearly = "leased-yearly", "Nhà nước cho thuê đất trả tiền hằng năm";
        RecognisedForFee = "recognised-for-fee", "Công nhận quyền sử dụng đất như giao đất có thu tiền sử dụng đất";
        RecognisedFree = "recognised-free", "Công nhận quyền sử dụng đất như giao đất không thu tiền sử dụng đất";
        Received = "received", "Nhận chuyển quyền sử dụng đất";
        Unstated = "unstated", "-/-";
    }
}
