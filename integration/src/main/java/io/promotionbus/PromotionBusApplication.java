package io.promotionbus;

import io.promotionbus.audit.offline.AuditCommands;
import io.promotionbus.platform.persistence.MigrateCommand;
import java.util.List;
import java.util.OptionalInt;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The promotion bus: webhooks in, Kargo Freight and Promotions out, people in between. */
@SpringBootApplication
public class PromotionBusApplication {

    public static void main(String[] args) {
        OptionalInt command = MigrateCommand.run(List.of(args), System.getenv());
        if (command.isEmpty()) {
            command = AuditCommands.run(List.of(args), System.out, System.getenv());
        }
        if (command.isPresent()) {
            System.exit(command.getAsInt());
        }
        SpringApplication.run(PromotionBusApplication.class, args);
    }
}
