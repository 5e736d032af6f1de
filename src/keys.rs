//! The keys of the catalogue that code may name: a type for each kind of key and a
//! constant for each key, made by `build.rs` from its files, so that a key which is
//! renamed or goes, or one of another kind, no longer compiles where it is used. Keys
//! are addresses and stay as they are published.

/// Defines a kind of key with its constants.
macro_rules! keys {
    ($(#[$words:meta])* $kind:ident { $($constant:ident = $key:literal,)* }) => {
        $(#[$words])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $kind(&'static str);

        impl $kind {
            $(
                #[doc = concat!("`", $key, "`")]
                pub const $constant: Self = Self($key);
            )*

            /// The key as it is published.
            pub const fn as_str(self) -> &'static str {
                self.0
            }

            /// Whether a key is this one, or this one with more meaning after it:
            /// `carried-in` of `carried`.
            pub fn covers(self, key: &str) -> bool {
                key.strip_prefix(self.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
            }
        }

        impl AsRef<str> for $kind {
            fn as_ref(&self) -> &str {
                self.0
            }
        }

        impl PartialEq<$kind> for str {
            fn eq(&self, key: &$kind) -> bool {
                self == key.0
            }
        }

        impl PartialEq<$kind> for &str {
            fn eq(&self, key: &$kind) -> bool {
                *self == key.0
            }
        }

        impl PartialEq<$kind> for String {
            fn eq(&self, key: &$kind) -> bool {
                self == key.0
            }
        }

        impl From<$kind> for String {
            fn from(key: $kind) -> Self {
                key.0.to_owned()
            }
        }
    };
}

include!(concat!(env!("OUT_DIR"), "/keys.rs"));
