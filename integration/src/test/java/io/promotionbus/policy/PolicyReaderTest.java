package io.promotionbus.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.kargo.PolicyObject;
import io.promotionbus.policy.PolicyReader.Reading;
import io.promotionbus.policy.StagePolicy.CommentRule;
import io.promotionbus.policy.StagePolicy.FeedMode;
import io.promotionbus.policy.StagePolicy.FourEyes;
import io.promotionbus.policy.StagePolicy.PromotionMode;
import io.promotionbus.policy.StagePolicy.Requirement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {

    static PolicyObject policy(String name, String spec) {
        return new PolicyObject("shop", name, "u-" + name, 1, Instant.EPOCH, null, spec.replace('\'', '"'), "{}");
    }

    private static Reading read(String spec) {
        return PolicyReader.read(policy("p", spec));
    }

    private static StagePolicy understood(String spec) {
        assertThat(read(spec)).isInstanceOf(Reading.Understood.class);
        return ((Reading.Understood) read(spec)).policy();
    }

    @Test
    void appliesTheDefaultsOfTheSchema() {
        StagePolicy policy = understood("{'stages':['dev']}");

        assertThat(policy.promotion()).isEqualTo(PromotionMode.Observe);
        assertThat(policy.feed()).isEqualTo(FeedMode.Direct);
        assertThat(policy.verificationTimeout()).isEqualTo(Duration.ofMinutes(10));
        assertThat(policy.approval()).isNull();
        assertThat(policy.rollback()).isNull();
        assertThat(policy.windows()).isEmpty();
        assertThat(policy.unhealthyFor()).isEqualTo(Duration.ofSeconds(60));
        assertThat(policy.progressingFor()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void appliesTheDefaultsInsideAnApproval() {
        StagePolicy policy =
                understood("{'stages':['prod'],'promotion':'Approval','approval':{'require':[{'role':'po'}]}}");

        assertThat(policy.approval()).isNotNull();
        assertThat(policy.approval().require()).containsExactly(new Requirement("po", 1));
        assertThat(policy.approval().expiresAfter()).isEqualTo(Duration.ofHours(72));
        assertThat(policy.approval().validFor()).isEqualTo(Duration.ofHours(24));
        assertThat(policy.approval().comment()).isEqualTo(CommentRule.OnReject);
        assertThat(policy.approval().fourEyes()).isEqualTo(new FourEyes("Authors", "SecondPerson", "Wait"));
        assertThat(policy.approval().distinctFrom()).isEmpty();
        assertThat(policy.approval().validFor()).isEqualTo(Duration.ofHours(24));
        assertThat(policy.approval().stepUp()).isNull();
        assertThat(policy.approval().remindEvery()).isNull();
    }

    @Test
    void readsGoDurations() {
        assertThat(understood("{'stages':['a'],'verificationTimeout':'1h30m'}").verificationTimeout())
                .isEqualTo(Duration.ofMinutes(90));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | stages must name at least one stage",
                "{'stages':[]} | stages must name at least one stage",
                "{'stages':'dev'} | stages must be a list",
                "{'stages':['a','a']} | stages names a stage twice",
                "{'stages':['a'],'promotion':'Auto'} | promotion must be one of Automatic, Approval, Observe, not 'Auto'",
                "{'stages':['a'],'extra':1} | extra is unknown",
                "{'stages':['a'],'promotion':'Approval'} | needs an approval section",
                "{'stages':['a'],'approval':{'require':[{'role':'x'}]}} | only read with promotion: Approval",
                "{'stages':['a'],'promotion':'Approval','approval':{'require':[]}} | at least one role",
                "{'stages':['a'],'promotion':'Approval','approval':{'require':[{'role':'x'},{'role':'x'}]}} | a role twice",
                "{'stages':['a'],'promotion':'Approval','approval':{'require':[{'role':'x','who':'y'}]}} | approval.require[0].who is unknown",
                "{'stages':['a'],'promotion':'Approval','approval':{'require':[{'role':'x','count':0}]}} | approval.require[0].count must be a whole number of at least 1",
                "{'stages':['a'],'promotion':'Approval','approval':{'require':[{'role':'x'}],'expiresAfter':'3d'}} | approval.expiresAfter: '3d' is not a duration",
                "{'stages':['a'],'promotion':'Approval','approval':{'require':[{'role':'x'}],'distinctFrom':['a']}} | must not name a stage of this policy (a)",
                "{'stages':['a'],'verificationTimeout':'0s'} | verificationTimeout must be longer than zero",
                "{'stages':['a'],'verificationTimeout':600} | verificationTimeout must be a text",
                "{'stages':['a'],'rollback':{'enabled':true}} | a stage that is only observed is never rolled back",
                "{'stages':['a'],'rollback':{'enabled':'yes'}} | rollback.enabled must be true or false",
                "{'stages':['a'],'windows':[{'kind':'Deny','schedule':'0 99 * * *','duration':'1h'}]} | schedule '0 99 * * *' in UTC",
                "{'stages':['a'],'windows':[{'kind':'Deny','schedule':'0 9 * * *'}]} | windows[0].duration is missing",
                "{'stages':['a'],'windows':[{'kind':'Deny','schedule':'0 9 * * *','duration':'1h','timeZone':'Mars/X'}]} | Mars/X",
                "not json | the spec is not JSON"
            })
    void saysWhatIsWrong(String spec, String problem) {
        assertThat(read(spec))
                .isInstanceOfSatisfying(
                        Reading.Wrong.class,
                        wrong -> assertThat(String.join("; ", wrong.problems())).contains(problem));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'fourEyes':{'mode':'Authors'}",
                "'fourEyes':{}",
                "'distinctFrom':['stg']",
                "'remindEvery':'8h'",
                "'stepUp':{'maxAge':'5m'}"
            })
    void understandsEveryPartOfAnApproval(String part) {
        understood("{'stages':['a'],'promotion':'Approval','approval':{'require':[{'role':'x'}]," + part + "}}");
    }

    @Test
    void understandsRollback() {
        StagePolicy policy =
                understood("{'stages':['a'],'promotion':'Automatic','rollback':{'enabled':true,'unhealthyFor':'3s'}}");
        assertThat(policy.rollback())
                .isEqualTo(new StagePolicy.Rollback(
                        true, Duration.ofSeconds(3), Duration.ofMinutes(5), Duration.ofMinutes(30), 1, true));
    }

    @Test
    void letsPartsPassThatAskForNothing() {
        understood("{'stages':['a'],'promotion':'Approval','approval':{'require':[{'role':'x'}],"
                + "'fourEyes':{'mode':'None'},'distinctFrom':[]},'rollback':{'enabled':false,'unhealthyFor':'3s'}}");
    }

    @Test
    void readsWindowsWithTheirDefaults() {
        StagePolicy policy =
                understood("{'stages':['a'],'windows':[{'kind':'Deny','schedule':'0 18 * * FRI','duration':'62h'}]}");

        assertThat(policy.windows())
                .containsExactly(new StagePolicy.Window("Deny", "0 18 * * FRI", Duration.ofHours(62), "UTC", null));
    }

    @Test
    void keepsTheDurationsOfARollbackThatIsOff() {
        StagePolicy policy = understood("{'stages':['a'],'promotion':'Automatic','rollback':{'unhealthyFor':'3s'}}");

        assertThat(policy.unhealthyFor()).isEqualTo(Duration.ofSeconds(3));
    }
}
