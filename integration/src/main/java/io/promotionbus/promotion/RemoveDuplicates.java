package io.promotionbus.promotion;

import io.promotionbus.kargo.KargoWriter;
import io.promotionbus.kargo.KargoWriter.ClusterRefused;
import io.promotionbus.kargo.KargoWriter.ClusterUnavailable;
import io.promotionbus.platform.Transactions;
import io.promotionbus.promotion.Duplicates.Duplicate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes second Promotions of one attempt while they are Pending. One that started meanwhile is left to run. */
public final class RemoveDuplicates {

    private static final Logger LOG = LoggerFactory.getLogger(RemoveDuplicates.class);
    static final Duration AGAIN = Duration.ofSeconds(30);

    private final Transactions transactions;
    private final Duplicates duplicates;
    private final KargoWriter kargo;
    private final Clock wall;

    public RemoveDuplicates(Transactions transactions, Duplicates duplicates, KargoWriter kargo, Clock wall) {
        this.transactions = transactions;
        this.duplicates = duplicates;
        this.kargo = kargo;
        this.wall = wall;
    }

    public void due() {
        Instant now = wall.instant();
        List<Duplicate> due = transactions.call(() -> duplicates.due(now, now.plus(AGAIN)));
        due.forEach(this::remove);
    }

    private void remove(Duplicate duplicate) {
        try {
            kargo.deletePending(duplicate.project(), duplicate.kargoName());
            transactions.run(() -> duplicates.settled(duplicate.project(), duplicate.kargoName()));
        } catch (ClusterUnavailable | ClusterRefused away) {
            LOG.info("Duplicate {} is deleted later: {}", duplicate.kargoName(), away.getMessage());
        }
    }
}
