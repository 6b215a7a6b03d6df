package io.inkstone.guardrails.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.guardrails.Finding;
import io.inkstone.guardrails.Origin;
import io.inkstone.guardrails.Passage;
import io.inkstone.guardrails.Rail;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All numbers are made up, or the examples of standards and issuers. */
final class StructuredRailTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "我的身份证号是{resident_id:11010519491231002X}，谢谢",
                "证件 {resident_id:11010519491231002x}.",
                "身份证：{resident_id:１１０１０５１９４９１２３１００２Ｘ}",
                "{resident_id:110105 19491231 002X} 与 {resident_id:110105-19491231-002X}",
                "第一代身份证{resident_id:110105491231002}已失效",
                "电话{phone:13812345678}或{phone:138-1234-5678}、{phone:138 1234 5678}，{phone:１３８１２３４５６７８}",
                "海外请拨{phone:+86 138 1234 5678}或{phone:+8613812345678}",
                "座机{landline:010-62345678}；传真{landline:(0755) 26543210}，总机{landline:0571-87654321-802}",
                "客服热线{phone:400-123-4567}",
                "银行卡{bank_card:6222 0212 3456 7890 128}，卡号：{bank_card:6222021234567890128}",
                "护照{passport:E12345678}，护照号码 {passport:EA1234567}",
                "车牌{vehicle_plate:京A12345}、{vehicle_plate:粤B·D1234F}；新能源{vehicle_plate:沪AD12345}，{vehicle_plate:京A·12345}",
                "统一社会信用代码{credit_code:91350100M000100Y43}",
            })
    void finds_chinese_identifiers(String marked) {
        assertThat(Marked.found(Marked.plain(marked))).isEqualTo(marked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Write to {email:jane.doe+news@mail.example.co.uk}, or {email:ＪＡＮＥ＠example.com}.",
                "邮箱{email:zhang_san@example.cn}，备用",
                "From {ip_address:192.168.1.100} and {ip_address:10.0.0.1}:8080 to {ip_address:2001:db8:85a3:0:0:8a2e:370:7334}.",
                "at {ip_address:fe80::1ff:fe23:4567:890a}, then",
                "git clone https://{url_credentials:bot:p4ss}@example.com/x.git",
                "DSN postgres://{url_credentials:admin:s3cret}@db:5432/app",
                "IBAN {iban:GB82 WEST 1234 5698 7654 32} or {iban:DE89370400440532013000}",
                "iban {iban:gb82west12345698765432}",
                "{phone:06-10446904}-Office, {phone:24 428557} (fax), {phone:(84) 7564-8830}",
                "My SSN is {us_ssn:123-45-6789}; social security number {us_ssn:123456789}",
                "Visa {credit_card:4111 1111 1111 1111}, Amex {credit_card:378282246310005}, {credit_card:5555-5555-5555-4444}",
                "call {phone:(415) 555-2671} or {phone:415-555-2671 x123} or {phone:+1 415 555 2671}",
                "Tel. {phone:+44 (0)20 7946 0958}, {phone:001-415-555-2671x99}, phone: {phone:9469 9966}",
                "My driver's license number is {driver_license:D1234567}",
                "zip code {postal_code:94043}, Mountain View, CA {postal_code:94043-1351}, 邮编{postal_code:100080}",
                "postcode {postal_code:EC1A 1BB}, zip: {postal_code:B0J 2H0}",
                "born on {date_of_birth:May 3, 1980}; DOB: {date_of_birth:1/14/1961}; she was born {date_of_birth:3rd of May 1980}",
                "出生日期：{date_of_birth:1990年1月31日}，生日{date_of_birth:1990-01-31}",
            })
    void finds_international_identifiers(String marked) {
        assertThat(Marked.found(Marked.plain(marked))).isEqualTo(marked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "订单号13812345678已发货",
                "流水号：110105194912310021，凭证 11010519491231002Y",
                "身份证 110105194913310021 和 990105194912310021",
                "Order no. 4111111111111111 was sent, tracking number 415-555-2671",
                "4111111111111112 and 4111 1111 1111 1112 fail the check",
                "a13812345678 13812345678b 913812345678901234567 12345678901",
                "金额13812345678元，共13812345678.50，￥13812345678",
                "第二版 138123456789，3.14159265358979",
                "京A1234 京A1234567 京I12345 北京12345",
                "91350100M000100Y44",
                "version 1.2.3.4, v1.2.3.4, 1.2.3.4.5, 256.1.1.1, 127.0.0.1",
                "@张三 a@b me@ @example.com a@b.1",
                "12:30:45 std::vector a::b 16:9",
                "000-12-3456, 666-12-3456, 912-34-5678, 123-00-4567",
                "GB83 WEST 1234 5698 7654 32",
                "On 2024-05-06 and 1/14/1961 we met, in 2014, at 94043.",
                "ISBN 9787302511625 1700000000000 550e8400-e29b-41d4-a716-446655440000",
                "他生于1986年，前台电话在墙上。浏览量7900900",
                "1,234,567 and 12-12-12-12-12-12-12 and 192.168.1.1.1",
                "E12345678 is a part, 12345678 too",
                "https://example.com/users/list?page=2 and ssh://git@github.com/x",
                "The 3 of us met 12 people on 5 days, 1 2 3 4 5 6 7 8 9 10 11 12.",
            })
    void passes_what_only_looks_like_one(String text) {
        assertThat(Marked.found(text)).isEqualTo(text);
    }

    @Test
    void says_how_sure_it_is_by_the_words_before_a_number() {
        assertThat(score("13812345678")).isBetween(0.5, 0.9);
        assertThat(score("手机：13812345678")).isGreaterThan(0.9);
        assertThat(score("订单号：13812345678")).isBetween(0.1, 0.5);
        assertThat(score("订单号 20260101，手机 13812345678")).isGreaterThan(0.9);
    }

    @Test
    void takes_a_label_for_the_next_number_and_those_listed_with_it_alone() {
        String plain = "订单号 13812345678、13912345678 由李先生签收，13712345678";
        assertThat(Marked.found(plain)).isEqualTo("订单号 13812345678、13912345678 由李先生签收，{phone:13712345678}");
    }

    @Test
    void finds_web_addresses_only_where_asked_to() {
        String plain = "see https://example.com/a?b=c, or www.example.org.";
        assertThat(Marked.found(plain)).isEqualTo(plain);
        Rail urls = new StructuredRail(Set.of(Categories.URL));
        assertThat(Marked.found(plain, urls, 0.5))
                .isEqualTo("see {url:https://example.com/a?b=c}, or {url:www.example.org}.");
    }

    @Test
    void quotes_nothing_of_the_text() {
        Rail rail = new StructuredRail(Set.copyOf(Categories.STANDARD));
        List<Finding> findings = rail.find(Passage.of(Origin.USER, "手机13812345678, jane@example.com"));
        assertThat(findings)
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding.toString())
                        .doesNotContain("13812345678")
                        .doesNotContain("jane"));
    }

    private static double score(String text) {
        Rail rail = new StructuredRail(Set.copyOf(Categories.STANDARD));
        return rail.find(Passage.of(Origin.USER, text)).stream()
                .filter(finding -> finding.category().equals(Categories.PHONE))
                .mapToDouble(Finding::score)
                .findFirst()
                .orElse(0);
    }
}
