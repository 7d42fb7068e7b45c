package io.promotionbus.feed;

/** Whether a subscription would select a tag. */
public sealed interface Selection {

    record Selected() implements Selection {}

    /** The first rule that says no, as a clause such as {@code the tag matches ignoreTagsRegexes ^x}. */
    record Refused(String reason) implements Selection {}
}
