package io.inkstone.guardrails.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the examples that the standards and the issuers publish. */
final class ChecksumsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"79927398713", "4111111111111111", "378282246310005", "5555555555554444", "6011111111111117"})
    void takes_published_luhn_numbers(String digits) {
        assertThat(Checksums.luhn(digits)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"11010519491231002X", "440524188001010014"})
    void takes_the_examples_of_the_standard_for_resident_ids(String number) {
        assertThat(Checksums.resident(number)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"91350100M000100Y43"})
    void takes_the_example_of_the_standard_for_credit_codes(String code) {
        assertThat(Checksums.creditCode(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GB82WEST12345698765432",
                "DE89370400440532013000",
                "FR1420041010050500013M02606",
                "NO9386011117947"
            })
    void takes_published_ibans(String iban) {
        assertThat(Checksums.iban(iban)).isTrue();
    }

    @Test
    void refuses_every_other_check_digit_and_every_swap_of_neighbours() {
        String number = "11010519491231002X";
        for (char check : "0123456789".toCharArray()) {
            assertThat(Checksums.resident(number.substring(0, 17) + check)).isFalse();
        }
        String code = "91350100M000100Y43";
        for (char check : "012456789ABCDEFGHJKLMNPQRTUWXY".toCharArray()) {
            assertThat(Checksums.creditCode(code.substring(0, 17) + check)).isFalse();
        }
        String iban = "DE89370400440532013000";
        for (int i = 4; i < iban.length() - 1; i++) {
            if (iban.charAt(i) != iban.charAt(i + 1)) {
                assertThat(Checksums.iban(swapped(iban, i))).isFalse();
            }
        }
    }

    private static String swapped(String text, int at) {
        return text.substring(0, at) + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2);
    }
}
