package io.promotionbus.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.0.0.1",
                "172.16.4.4",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "0.1.2.3",
                "224.0.0.1",
                "255.255.255.255",
                "192.0.0.8",
                "198.18.0.1",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "2001:db8::1",
                "ff02::1"
            })
    void refusesWhatIsNotTheInternet(String address) throws Exception {
        assertThat(PublicAddresses.contain(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "140.82.121.3", "172.32.0.1", "100.128.0.1", "2606:4700:4700::1111"})
    void allowsTheInternet(String address) throws Exception {
        assertThat(PublicAddresses.contain(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://hooks.slack.com/services/T/B/x, true",
        "https://hooks.slack.com:8443/x, true",
        "http://hooks.slack.com/x, false",
        "http://mattermost.internal/x, true",
        "https://mattermost.internal/x, true",
        "https://hooks.slack.com.evil.org/x, false",
        "https://hooks.slack.com@evil.org/x, false",
        "https://user:pw@hooks.slack.com/x, false",
        "https://hooks.slack.com/x#y, false",
        "file:///etc/passwd, false",
        "ftp://mattermost.internal/x, false",
        "/services/x, false"
    })
    void allowsOnlyListedHosts(String url, boolean allowed) {
        String refusal = SafeTarget.refusal(URI.create(url), Set.of("hooks.slack.com"), Set.of("mattermost.internal"));
        assertThat(refusal == null).isEqualTo(allowed);
        if (refusal != null) {
            assertThat(refusal).doesNotContain(url);
        }
    }
}
