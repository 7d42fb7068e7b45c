package io.promotionbus.platform;

import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for what a clock that was set back has left waiting. */
public final class BringForward {

    private static final Logger LOG = LoggerFactory.getLogger(BringForward.class);

    private final List<WallTimes> features;
    private final Clock wall;

    public BringForward(List<WallTimes> features, Clock wall) {
        this.features = List.copyOf(features);
        this.wall = wall;
    }

    public void handle() {
        for (WallTimes feature : features) {
            int found = feature.bringForward(wall.instant());
            if (found > 0) {
                LOG.warn(
                        "The clock was set back: {} of the {} were to wait longer than any of them is ever told to;"
                                + " they no longer do",
                        found,
                        feature.what());
            }
        }
    }
}
