using Dashboard.Core.Inbound;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Web.Features.Api;

namespace Dashboard.Web.Tests.Api;

/// <summary>A test is one shape for both directions: what was asked for and how far it is, with the document as its result.</summary>
public sealed class TestResourcesTests
{
    public static TheoryData<Type, Type, string[]> Resources =>
        new()
        {
            {
                typeof(InboundTestResource),
                typeof(InboundDocument),
                [
                    "Domain",
                    "Profile",
                    "CreatedAt",
                    "StartedAt",
                    "FinishedAt",
                    "Progress",
                    "FailureReason",
                ]
            },
            {
                typeof(OutboundTestResource),
                typeof(OutboundDocument),
                ["Kind", "OpenedAt", "ClosesAt", "Revision", "Addresses", "Round", "Links"]
            },
        };

    [Theory]
    [MemberData(nameof(Resources))]
    public void Resource_has_id_state_and_result_and_nothing_of_the_verdict_beside_them(
        Type resource,
        Type document,
        string[] own
    )
    {
        var properties = resource.GetProperties().ToDictionary(p => p.Name, p => p.PropertyType);

        properties.Keys.ShouldBe([.. own, "Id", "State", "Result"], ignoreOrder: true);
        properties["Id"].ShouldBe(typeof(string));
        properties["State"].IsEnum.ShouldBeTrue();
        properties["Result"].ShouldBe(document);
    }
}
