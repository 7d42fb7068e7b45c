package io.promotionbus.sandbox.cluster.kargo;

import java.security.SecureRandom;
import java.util.List;

/** Human-readable second names of Freight. */
final class Aliases {

    private static final List<String> HOW = List.of(
            "amber", "brisk", "calm", "dapper", "eager", "fabled", "gentle", "hazel", "idle", "jolly", "keen", "lively",
            "mellow", "nimble", "opal", "plucky", "quiet", "rustic", "sturdy", "tidy", "upbeat", "vivid", "witty",
            "young", "zesty");
    private static final List<String> WHO = List.of(
            "antelope",
            "badger",
            "capybara",
            "dolphin",
            "egret",
            "ferret",
            "gecko",
            "heron",
            "ibis",
            "jaguar",
            "koala",
            "lemur",
            "macaw",
            "narwhal",
            "otter",
            "puffin",
            "quokka",
            "raven",
            "sloth",
            "tapir",
            "urchin",
            "vicuna",
            "walrus",
            "yak",
            "zebra");

    private final SecureRandom random = new SecureRandom();

    String next() {
        return HOW.get(random.nextInt(HOW.size())) + "-" + WHO.get(random.nextInt(WHO.size()));
    }

    /** For when the short ones are used up. */
    String nextLong() {
        return next() + "-" + Integer.toString(random.nextInt(36 * 36 * 36 * 36), 36);
    }
}
