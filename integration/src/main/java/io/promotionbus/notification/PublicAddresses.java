package io.promotionbus.notification;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Which addresses the bus may call on behalf of configuration: those of the public Internet. Everything else could be a
 * service that trusts whoever reaches it, such as a cloud's metadata service.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA special-purpose addresses</a>
 */
public final class PublicAddresses {

    private PublicAddresses() {}

    public static boolean contain(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? publicV4(bytes) : publicV6(bytes);
    }

    private static boolean publicV4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        int third = bytes[2] & 0xff;
        boolean sharedByCarriers = first == 100 && second >= 64 && second < 128;
        boolean protocols = first == 192 && second == 0 && (third == 0 || third == 2);
        boolean measurements = first == 198 && (second == 18 || second == 19);
        boolean documents =
                (first == 198 && second == 51 && third == 100) || (first == 203 && second == 0 && third == 113);
        return first != 0 && first < 240 && !sharedByCarriers && !protocols && !measurements && !documents;
    }

    /** Global unicast only, and none of the forms that carry an IPv4 address within. */
    private static boolean publicV6(byte[] bytes) {
        int first = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
        int second = ((bytes[2] & 0xff) << 8) | (bytes[3] & 0xff);
        boolean global = (bytes[0] & 0xe0) == 0x20;
        boolean sixToFour = first == 0x2002;
        boolean teredoOrDocuments = first == 0x2001 && (second == 0 || second == 0xdb8);
        return global && !sixToFour && !teredoOrDocuments;
    }
}
