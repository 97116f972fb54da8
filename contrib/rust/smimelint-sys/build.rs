// SPDX-License-Identifier: Apache-2.0
//! Links with libsmimelint, which lies where pkg-config says, or where the linker looks by itself.
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-env-changed=PKG_CONFIG_PATH");
    if let Ok(said) = Command::new("pkg-config").args(["--libs-only-L", "smimelint"]).output() {
        for flag in String::from_utf8_lossy(&said.stdout).split_whitespace() {
            if let Some(folder) = flag.strip_prefix("-L") {
                println!("cargo:rustc-link-search=native={folder}");
            }
        }
    }
    println!("cargo:rustc-link-lib=dylib=smimelint");
}
