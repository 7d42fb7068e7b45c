package demo;

import java.util.Map;
import java.util.TreeMap;

/** The users, by number. */
final class Users {

    private final Map<Integer, String> names = new TreeMap<>();
    private int last;

    synchronized int create(String name) {
        names.put(++last, name);
        return last;
    }

    synchronized Map<Integer, String> list() {
        return new TreeMap<>(names);
    }
}
