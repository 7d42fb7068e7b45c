package io.promotionbus.notification;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An address that configuration may name as the target of messages: {@code https}, on a host the operator allows.
 *
 * @param path with query, as it is sent; for a chat room's webhook it is the secret
 * @param privateNetwork whether the host may resolve to an address outside the public Internet
 */
public record SafeTarget(URI origin, String path, boolean privateNetwork) {

    /**
     * @param allowedHosts hosts on the Internet
     * @param privateHosts hosts that may have private addresses and speak plain {@code http}
     * @return why the address cannot be used, without repeating it; absent when it can
     */
    public static @Nullable String refusal(URI url, Set<String> allowedHosts, Set<String> privateHosts) {
        String host = url.getHost();
        if (host == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
            return "it must be an absolute address without user name and fragment";
        }
        boolean inside = privateHosts.contains(host);
        if (!inside && !allowedHosts.contains(host)) {
            return "its host is neither in bus.notification.allowed-hosts nor in bus.notification.private-hosts";
        }
        if (!"https".equals(url.getScheme()) && !(inside && "http".equals(url.getScheme()))) {
            return "it must begin with https";
        }
        return null;
    }

    /** For an address that was not refused. */
    public static SafeTarget of(URI url, Set<String> privateHosts) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return new SafeTarget(
                URI.create(url.getScheme() + "://" + url.getRawAuthority()),
                url.getRawQuery() == null ? path : path + "?" + url.getRawQuery(),
                privateHosts.contains(url.getHost()));
    }

    @Override
    public String toString() {
        return "SafeTarget[" + origin + "/…]";
    }
}
