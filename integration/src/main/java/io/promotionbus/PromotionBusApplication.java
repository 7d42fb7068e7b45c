package io.promotionbus;

import io.promotionbus.audit.offline.RestoreMark;
import io.promotionbus.audit.offline.VerifyExport;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The promotion bus: webhooks in, Kargo Freight and Promotions out, people in between. */
@SpringBootApplication
public class PromotionBusApplication {

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("verify-audit")) {
            List<String> arguments = Arrays.asList(args).subList(1, args.length);
            System.exit(new VerifyExport(System.out).run(arguments));
        }
        if (args.length > 1 && args[0].equals("audit") && args[1].equals("restore-mark")) {
            List<String> arguments = Arrays.asList(args).subList(2, args.length);
            System.exit(new RestoreMark(System.out, System.getenv()).run(arguments));
        }
        SpringApplication.run(PromotionBusApplication.class, args);
    }
}
