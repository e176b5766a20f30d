using CsCheck;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Core.Tests.Outbound;

public sealed class ProbeZoneNamesTests
{
    private static readonly ProbeZoneNames Names = new(Scene.Zone);

    private static readonly Gen<TestToken> Tokens = Gen
        .Byte.Array[TestToken.Octets]
        .Select(octets => TestToken.FromOctets(octets));

    [Fact]
    public void Token_is_26_characters_that_spell_its_octets_in_one_way()
    {
        Gen.Byte.Array[TestToken.Octets]
            .Sample(octets =>
            {
                var token = TestToken.FromOctets(octets);
                return token.Value.Length == TestToken.Length
                    && TestToken.Parse(token.Value) == token
                    && TestToken.Parse(token.Value.ToUpperInvariant()) == token;
            });
        TestToken.FromOctets(new byte[16]).ShouldNotBe(Scene.Token(0, second: 1));
        TestToken.TryParse(new string('a', 25) + "b", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaa1")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaa\u0131")]
    public void Token_refuses_what_is_none(string? text) =>
        TestToken.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Every_name_of_a_test_leads_back_to_it()
    {
        Gen.Select(Tokens, Gen.Enum<OutboundProbeId>())
            .Sample(
                (token, probe) =>
                {
                    foreach (var role in Enum.GetValues<HostRole>())
                    {
                        var host = Names.Host(probe, token, role);
                        Leads(host, new ProbeZoneName(probe, token, role));
                        Leads(
                            ProbeZoneNames.TlsaOwner(host),
                            new ProbeZoneName(probe, token, role)
                        );
                    }
                    var unbound = new ProbeZoneName(probe, token, null);
                    var domain = Names.RecipientDomain(probe, token);
                    Leads(domain, unbound with { BelowDomain = 0 });
                    Leads(domain.Prepend("_mta-sts"), unbound with { BelowDomain = 1 });
                    Leads(domain.Prepend("a").Prepend("b"), unbound with { BelowDomain = 2 });
                    Leads(Names.TlsaTarget(probe, token), unbound);
                    Leads(Names.TlsaTarget(probe, token).Prepend("below"), unbound);
                }
            );

        static void Leads(DomainName name, ProbeZoneName expected)
        {
            Names.TryParse(name, out var parsed).ShouldBeTrue();
            parsed.ShouldBe(expected);
        }
    }

    [Theory]
    [InlineData("probe.example")]
    [InlineData("mismatch.probe.example")]
    [InlineData("www.mismatch.probe.example")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaa.unknown.probe.example")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaa-other.mismatch.probe.example")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaa.mismatch.other.example")]
    public void Name_without_a_token_leads_nowhere(string name) =>
        Names.TryParse(DomainName.Parse(name), out _).ShouldBeFalse();

    [Fact]
    public void Address_carries_the_token_in_its_domain() =>
        Names
            .Recipient(OutboundProbeId.StartTls454, Scene.Token(7))
            .ShouldBe($"test@{Scene.Token(7)}.starttls-454.probe.example");
}
