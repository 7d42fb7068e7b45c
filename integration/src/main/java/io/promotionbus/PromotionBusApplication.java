package io.promotionbus;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The promotion bus: webhooks in, Kargo Freight and Promotions out, people in between. */
@SpringBootApplication
public class PromotionBusApplication {

    public static void main(String[] args) {
        SpringApplication.run(PromotionBusApplication.class, args);
    }
}
