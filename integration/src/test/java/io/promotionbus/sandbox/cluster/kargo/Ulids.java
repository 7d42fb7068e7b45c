package io.promotionbus.sandbox.cluster.kargo;

import java.security.SecureRandom;

/** Lower-case ULIDs that grow strictly, as Kargo's order of Promotions relies on their names. */
final class Ulids {

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    private final SecureRandom random = new SecureRandom();
    private long lastMillis;
    private final byte[] tail = new byte[16];

    synchronized String next(long millis) {
        if (millis > lastMillis) {
            lastMillis = millis;
            for (int i = 0; i < tail.length; i++) {
                tail[i] = (byte) random.nextInt(i == 0 ? 16 : 32);
            }
        } else {
            increment();
        }
        StringBuilder text = new StringBuilder(26);
        for (int shift = 45; shift >= 0; shift -= 5) {
            text.append(ALPHABET.charAt((int) (lastMillis >>> shift) & 31));
        }
        for (byte part : tail) {
            text.append(ALPHABET.charAt(part));
        }
        return text.toString();
    }

    private void increment() {
        for (int i = tail.length - 1; i >= 0; i--) {
            tail[i]++;
            if (tail[i] < 32) {
                return;
            }
            tail[i] = 0;
        }
    }
}
