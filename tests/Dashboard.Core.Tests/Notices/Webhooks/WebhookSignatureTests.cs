using System.Text;
using Dashboard.Core.Notices.Webhooks;

namespace Dashboard.Core.Tests.Notices.Webhooks;

/// <summary>Standard Webhooks 1.0.</summary>
public sealed class WebhookSignatureTests
{
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";

    private static readonly byte[] Key = Convert.FromBase64String(
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    );

    private static readonly byte[] Body = Encoding.UTF8.GetBytes("{\"test\": 2432232314}");

    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1_614_265_330);

    /// <summary>The vector that the specification's own libraries are tested with.</summary>
    [Fact]
    public void Signature_is_that_of_the_published_vector()
    {
        var fields = WebhookSignature.Fields(Id, At.AddMilliseconds(999), Body, [Key]);

        fields["webhook-id"].ShouldBe(Id);
        fields["webhook-timestamp"].ShouldBe("1614265330");
        fields["webhook-signature"].ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        fields.Count.ShouldBe(3);
    }

    [Fact]
    public void Secret_has_its_mark() =>
        WebhookSignature.Secret(Key).ShouldBe("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    [Fact]
    public void Two_keys_give_two_signatures_with_a_space_between()
    {
        byte[] other = [1, 2, 3];
        var both = WebhookSignature.Fields(Id, At, Body, [other, Key])["webhook-signature"];

        both.Split(' ')
            .ShouldBe([
                WebhookSignature.Fields(Id, At, Body, [other])["webhook-signature"],
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            ]);
    }
}
