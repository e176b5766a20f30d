using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;

namespace Dashboard.Core.Tests.Adoption;

public sealed class MailProviderTests
{
    private static readonly MailProvider Providers = new(
        name =>
            name.Labels.Count < 2
                ? null
                : DomainName.Parse(string.Join(".", name.Labels.TakeLast(2))),
        new Dictionary<DomainName, string>
        {
            [DomainName.Parse("cloud-one.example")] = "Wolk",
            [DomainName.Parse("cloud-two.example")] = "Wolk",
        }
    );

    private static readonly HashSet<DomainName> Own =
    [
        DomainName.Parse("gemeente.example"),
        DomainName.Parse("post.stad.example"),
    ];

    [Theory]
    [InlineData("mx1.huis.example", "huis.example")]
    [InlineData("mx1.cloud-one.example", "Wolk")]
    [InlineData("a.b.cloud-two.example", "Wolk")]
    [InlineData("mail.gemeente.example", "Eigen")]
    [InlineData("gemeente.example", "Eigen")]
    [InlineData("mx.post.stad.example", "Eigen")]
    [InlineData("mx.stad.example", "stad.example")]
    [InlineData("notgemeente.example", "notgemeente.example")]
    [InlineData("example", "example")]
    public void Provider_is_the_registrable_domain_its_alias_or_the_organisation_itself(
        string host,
        string provider
    ) => Providers.Of(DomainName.Parse(host), Own).ShouldBe(provider);
}
