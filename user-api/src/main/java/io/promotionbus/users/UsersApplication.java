package io.promotionbus.users;

import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * Serves the users API. {@code users-api migrate} brings the schema to this build's version with the owner's role and
 * exits; the service itself never changes the schema.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
class UsersApplication {

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("migrate")) {
            System.exit(Migration.run(System.getenv(), Arrays.copyOfRange(args, 1, args.length)));
        }
        SpringApplication.run(UsersApplication.class, args);
    }
}
