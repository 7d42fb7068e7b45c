package io.promotionbus.promotion;

import io.promotionbus.kargo.FreightRef;

/** One Freight at one stage: what a decision is about. */
public record Candidate(String project, String stage, String freight) {

    public LaneRef lane() {
        return new LaneRef(project, stage);
    }

    public FreightRef ref() {
        return new FreightRef(project, freight);
    }
}
