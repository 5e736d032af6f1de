//! Account lists, by name and by code.

use super::normal::label;
use super::schema::{AccountList, Map};

/// One account list, by name and by code.
#[derive(Debug)]
pub struct Accounts {
    code_of: Map<String, String>,
    name_of: Map<String, String>,
}

impl Accounts {
    pub(super) fn new(list: &AccountList) -> Self {
        let mut accounts = Self { code_of: Map::default(), name_of: Map::default() };
        for account in &list.account {
            for name in &account.names {
                accounts.code_of.insert(label(name), account.code.clone());
            }
            accounts.name_of.insert(account.code.clone(), account.names[0].clone());
        }
        accounts
    }

    /// The code of an account name, present or former.
    pub fn code(&self, name: &str) -> Option<&str> {
        self.code_of.get(&label(name)).map(String::as_str)
    }

    /// The current name of a code.
    pub fn name(&self, code: &str) -> Option<&str> {
        self.name_of.get(code).map(String::as_str)
    }

    /// Every name of its accounts, present or former.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.code_of.keys().map(String::as_str)
    }
}
