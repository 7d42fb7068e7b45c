package io.promotionbus.promotion;

/** Names a lane. */
public record LaneRef(String project, String stage) {

    /** As the change stream names a stage of the board. */
    public String id() {
        return project + "/" + stage;
    }
}
