package io.promotionbus.promotion.web;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.promotion.Reason;
import io.promotionbus.promotion.ReasonSentences;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The sentences of the board, without "for how long" and with times instead of what is left. */
@Component
class LastingSentences implements ReasonSentences {

    private final MessageSource messages;
    private final ObservedCluster cluster;
    private final BusinessClock clock;

    LastingSentences(MessageSource messages, ObservedCluster cluster, BusinessClock clock) {
        this.messages = messages;
        this.cluster = cluster;
        this.clock = clock;
    }

    @Override
    public String lasting(Reason reason, Freight freight, Locale locale) {
        ReasonTexts texts = ReasonTexts.lasting(
                messages,
                locale,
                clock.now(),
                name -> cluster.freight(freight.project(), name)
                        .map(FreightNames::of)
                        .orElse(FreightNames.shortened(name)));
        return texts.text(reason, freight.name());
    }

    @Override
    public String version(Freight freight) {
        return FreightNames.of(freight);
    }
}
