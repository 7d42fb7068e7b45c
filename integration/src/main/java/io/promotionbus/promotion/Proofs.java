package io.promotionbus.promotion;

import io.promotionbus.kargo.FreightRef;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** Which Freight has settled where. Every method joins the caller's transaction. */
public interface Proofs {

    /** Per stage, per Freight of those named: since when. Only for the Stage objects named by uid. */
    Map<String, Map<String, Instant>> of(String project, Collection<String> stageUids, Collection<String> freights);

    /** As {@link #of(String, Collection, Collection)}, per Freight of several projects, per stage. One query. */
    Map<FreightRef, Map<String, Instant>> of(Collection<String> stageUids, Collection<FreightRef> freights);

    /** Keeps the first time; {@code at} is business time. */
    void settled(LaneRef lane, String stageUid, String freight, Instant at);
}
