package io.promotionbus.policy.web;

import static org.hamcrest.Matchers.hasSize;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.promotionbus.kargo.Kind;
import io.promotionbus.kargo.ObjectRef;
import io.promotionbus.kargo.ObservedCluster;
import io.promotionbus.kargo.ObservedObjects;
import io.promotionbus.kargo.PolicyObject;
import io.promotionbus.kargo.Project;
import io.promotionbus.kargo.Sighting;
import io.promotionbus.kargo.Stage;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Requester;
import io.promotionbus.platform.Transactions;
import io.promotionbus.platform.web.Problems;
import io.promotionbus.policy.FreezeRecords;
import io.promotionbus.policy.LiftFreeze;
import io.promotionbus.policy.Policies;
import io.promotionbus.policy.PolicyRecords;
import io.promotionbus.policy.RecordedPolicies;
import io.promotionbus.policy.SetFreeze;
import io.promotionbus.support.Recorder;
import io.promotionbus.support.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@SpringBootTest(classes = FreezeApiTest.Config.class)
@AutoConfigureMockMvc
class FreezeApiTest {

    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");

    @Autowired
    private MockMvc mvc;

    @Autowired
    private ObjectMapper json;

    private static MockHttpServletRequestBuilder as(String role, MockHttpServletRequestBuilder request) {
        return request.with(user("someone").roles(role)).with(csrf());
    }

    private static MockHttpServletRequestBuilder set(String role, String body) {
        return as(
                role,
                post("/api/freezes").contentType(MediaType.APPLICATION_JSON).content(body));
    }

    @Test
    void setsListsAndLifts() throws Exception {
        String answer = mvc.perform(
                        set("operator", "{\"project\":\"shop\",\"stage\":\"dev\",\"reason\":\"inventário\"}"))
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.project").value("shop"))
                .andExpect(jsonPath("$.stage").value("dev"))
                .andExpect(jsonPath("$.setBy").value("someone"))
                .andExpect(jsonPath("$.setAt").value("2026-01-01T10:00:00Z"))
                .andExpect(jsonPath("$.until").doesNotExist())
                .andReturn()
                .getResponse()
                .getContentAsString();
        String id = json.readTree(answer).path("id").asText();

        mvc.perform(as("viewer", get("/api/freezes")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items[?(@.id == '" + id + "')]", hasSize(1)));
        mvc.perform(as("operator", lift(id)))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.liftedBy").value("someone"));
        mvc.perform(as("operator", lift(id))).andExpect(status().isConflict());
        mvc.perform(as("viewer", get("/api/freezes")))
                .andExpect(jsonPath("$.items[?(@.id == '" + id + "')]", hasSize(0)));
        mvc.perform(as("viewer", get("/api/freezes").param("all", "true")))
                .andExpect(jsonPath("$.items[?(@.id == '" + id + "')]", hasSize(1)));
    }

    private static MockHttpServletRequestBuilder lift(String id) {
        return post("/api/freezes/" + id + "/lift")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"reason\":\"pronto\"}");
    }

    @Test
    void isTheOperatorsAlone() throws Exception {
        for (String role : List.of("viewer", "qa", "po", "auditor", "break-glass")) {
            mvc.perform(set(role, "{\"reason\":\"x\"}"))
                    .andExpect(status().isForbidden())
                    .andExpect(jsonPath("$.type").value("https://promotionbus.io/problems/forbidden"));
            mvc.perform(as(role, lift(UUID.randomUUID().toString()))).andExpect(status().isForbidden());
        }
    }

    @Test
    void namesTheFieldThatIsWrong() throws Exception {
        for (List<String> wrong : List.of(
                List.of("reason", "{}"),
                List.of("reason", "{\"reason\":\" \"}"),
                List.of("reason", "{\"reason\":\"" + "x".repeat(501) + "\"}"),
                List.of("project", "{\"reason\":\"x\",\"project\":\"nowhere\"}"),
                List.of("project", "{\"reason\":\"x\",\"stage\":\"dev\"}"),
                List.of("stage", "{\"reason\":\"x\",\"project\":\"shop\",\"stage\":\"nowhere\"}"),
                List.of("until", "{\"reason\":\"x\",\"until\":\"2026-01-01T10:00:00Z\"}"),
                List.of("until", "{\"reason\":\"x\",\"until\":\"tomorrow\"}"))) {
            mvc.perform(set("operator", wrong.getLast()))
                    .andExpect(status().isBadRequest())
                    .andExpect(jsonPath("$.field").value(wrong.getFirst()));
        }
        mvc.perform(as("operator", lift("no-id"))).andExpect(status().isNotFound());
        mvc.perform(as("viewer", get("/api/freezes").param("limit", "0"))).andExpect(status().isBadRequest());
        mvc.perform(as("viewer", get("/api/freezes").param("cursor", "!"))).andExpect(status().isBadRequest());
    }

    @Test
    void showsPoliciesWithTheirSpecAndWhatIsWrong() throws Exception {
        mvc.perform(as("viewer", get("/api/policies").param("limit", "1")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items", hasSize(1)))
                .andExpect(jsonPath("$.items[0].name").value("bad"))
                .andExpect(jsonPath("$.items[0].ready").value(false))
                .andExpect(jsonPath("$.items[0].because").value("extra is unknown"))
                .andExpect(jsonPath("$.next").exists());
        mvc.perform(as("viewer", get("/api/policies")))
                .andExpect(jsonPath("$.items", hasSize(2)))
                .andExpect(jsonPath("$.items[1].spec.stages[0]").value("dev"))
                .andExpect(jsonPath("$.items[1].because").doesNotExist())
                .andExpect(jsonPath("$.next").doesNotExist());
    }

    @SpringBootConfiguration
    @EnableMethodSecurity
    @ComponentScan({"io.promotionbus.policy.web", "io.promotionbus.policy.jdbc", "io.promotionbus.kargo.jdbc"})
    @ComponentScan(
            basePackages = "io.promotionbus.platform.web",
            useDefaultFilters = false,
            includeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.ProblemHandler"))
    @ImportAutoConfiguration({
        JacksonAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class
    })
    static class Config implements WebMvcConfigurer {

        private final Recorder recorder = new Recorder();
        private final BusinessClock clock = () -> NOW;
        private final DataSource dataSource = TestDatabase.create().dataSource();
        private final TransactionTemplate template = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        private final Transactions transactions = new Transactions() {
            @Override
            public <T> T call(Supplier<T> work) {
                return template.execute(status -> work.get());
            }

            @Override
            public void afterCommit(Runnable work) {
                work.run();
            }
        };

        @Bean
        JdbcClient jdbcClient() {
            return JdbcClient.create(dataSource);
        }

        @Bean
        BusinessClock clock() {
            return clock;
        }

        @Bean
        Problems problems() {
            return Problems.standalone();
        }

        @Bean
        Policies policies(PolicyRecords records) {
            policy(records, "good", "{\"stages\":[\"dev\"]}");
            policy(records, "bad", "{\"stages\":[\"stg\"],\"extra\":1}");
            return new RecordedPolicies(records);
        }

        private static void policy(PolicyRecords records, String name, String spec) {
            records.put(new PolicyObject("shop", name, "u-" + name, 1, NOW, null, spec, "{}"));
        }

        @Bean
        SetFreeze setFreeze(FreezeRecords freezes, ObservedCluster cluster, ObservedObjects objects) {
            objects.store(seen(Kind.Project, "", "shop", new Project("shop")), NOW);
            objects.store(
                    seen(
                            Kind.Stage,
                            "shop",
                            "dev",
                            new Stage(
                                    "shop", "dev", "u", List.of(), false, null, List.of(), List.of(), null, null,
                                    Set.of(), false)),
                    NOW);
            return new SetFreeze(freezes, cluster, transactions, clock, new RandomIds(), recorder, recorder, recorder);
        }

        private static Sighting.Seen seen(Kind kind, String namespace, String name, Object object) {
            return new Sighting.Seen(
                    new ObjectRef(kind, namespace, name), "u", 1, NOW, "shop", null, false, null, object);
        }

        @Bean
        LiftFreeze liftFreeze(FreezeRecords freezes) {
            return new LiftFreeze(freezes, transactions, clock, recorder, recorder, recorder);
        }

        @Override
        public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
            resolvers.add(new HandlerMethodArgumentResolver() {
                @Override
                public boolean supportsParameter(MethodParameter parameter) {
                    return parameter.getParameterType() == Requester.class;
                }

                @Override
                public Requester resolveArgument(
                        MethodParameter parameter,
                        @Nullable ModelAndViewContainer container,
                        NativeWebRequest request,
                        @Nullable WebDataBinderFactory binder) {
                    String name = String.valueOf(request.getRemoteUser());
                    return new Requester("https://id.example", name, name, name, Set.of(), null);
                }
            });
        }
    }

    private static final class RandomIds implements io.promotionbus.platform.Ids {
        @Override
        public UUID next() {
            return UUID.randomUUID();
        }

        @Override
        public String token(int bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public double jitter() {
            throw new UnsupportedOperationException();
        }
    }
}
