use super::*;

struct Counting(u64);
impl Entropy for Counting {
    fn fill(&mut self, buffer: &mut [u8]) {
        for byte in buffer {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = (self.0 >> 56) as u8;
        }
    }
}

/// The example that is published with the decoding recipe.
#[test]
fn the_account_of_a_published_key_id() {
    assert_eq!(account_of("ASIAY34FZKBOKMUTVV7A"), Some(609_629_065_308));
}

#[test]
fn key_ids_carry_their_account() {
    let mut entropy = Counting(1);
    for account in [0, 1, 111_122_223_333, 999_999_999_999, 609_629_065_308] {
        for prefix in [Prefix::LongTermKey, Prefix::TemporaryKey] {
            let id = access_key_id(prefix, account, &mut entropy);
            assert_eq!(id.len(), ACCESS_KEY_ID_LENGTH);
            assert!(id.starts_with(prefix.as_str()));
            assert!(id.bytes().all(|b| b.is_ascii_uppercase() || (b'2'..=b'7').contains(&b)), "{id}");
            assert_eq!(account_of(&id), Some(account), "{id}");
        }
    }
}

#[test]
fn ids_without_an_account_give_none() {
    for id in ["", "AKIA", "AKIAIOSFODNN7EXAMPLE", "AKIA0000000000000000", "AKIAÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄ"]
    {
        assert_eq!(account_of(id), None, "{id}");
    }
}

#[test]
fn generated_values_have_awss_forms() {
    let mut entropy = Counting(5);
    let user = unique_id(Prefix::User, &mut entropy);
    assert_eq!((user.len(), &user[..4]), (UNIQUE_ID_LENGTH, "AIDA"));
    let secret = secret_access_key(&mut entropy);
    assert_eq!(secret.expose().len(), SECRET_ACCESS_KEY_LENGTH);
    let seed = mfa_seed(&mut entropy);
    assert_eq!(mfa_seed_base32(&seed).expose().len(), 64);
}

#[test]
fn a_uuid_says_version_and_variant_and_keeps_all_other_bits() {
    let text = |bytes: [u8; 16]| Uuid::from_random(bytes).as_str().to_owned();
    assert_eq!(text([0; 16]), "00000000-0000-4000-8000-000000000000");
    assert_eq!(text([0xff; 16]), "ffffffff-ffff-4fff-bfff-ffffffffffff");
    let counting: [u8; 16] = std::array::from_fn(|at| at as u8);
    assert_eq!(text(counting), "00010203-0405-4607-8809-0a0b0c0d0e0f");
}
