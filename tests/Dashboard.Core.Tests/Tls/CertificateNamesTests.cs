using System.Security.Cryptography.X509Certificates;
using CsCheck;
using Dashboard.Core.Dns;
using Dashboard.Core.Tests.Inbound;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Tls;

public sealed class CertificateNamesTests
{
    [Theory]
    [InlineData("same", "mx.example.nl", "mx.example.nl", true)]
    [InlineData("other case", "MX.Example.NL", "mx.example.nl", true)]
    [InlineData("other name", "mx2.example.nl", "mx.example.nl", false)]
    [InlineData("parent", "example.nl", "mx.example.nl", false)]
    [InlineData("child", "a.mx.example.nl", "mx.example.nl", false)]
    [InlineData("wildcard", "*.example.nl", "mx.example.nl", true)]
    [InlineData("wildcard, other case", "*.EXAMPLE.nl", "mx.example.nl", true)]
    [InlineData("wildcard for two labels", "*.nl", "mx.example.nl", false)]
    [InlineData("wildcard for no label", "*.mx.example.nl", "mx.example.nl", false)]
    [InlineData("wildcard below a top-level domain", "*.nl", "example.nl", false)]
    [InlineData("wildcard for an A-label", "*.example.nl", "xn--bcher-kva.example.nl", true)]
    [InlineData("partial wildcard at the end", "mx*.example.nl", "mx1.example.nl", false)]
    [InlineData("partial wildcard in front", "*mx.example.nl", "amx.example.nl", false)]
    [InlineData("wildcard not in front", "mx.*.nl", "mx.example.nl", false)]
    [InlineData("two wildcards", "*.*.nl", "mx.example.nl", false)]
    [InlineData("wildcard alone", "*", "mx", false)]
    [InlineData("wildcard and dot", "*.", "mx", false)]
    [InlineData("trailing dot", "mx.example.nl.", "mx.example.nl", false)]
    [InlineData("empty", "", "mx.example.nl", false)]
    [InlineData("null inside", "mx.example.nl\0.evil.example", "mx.example.nl", false)]
    [InlineData("root", "", ".", false)]
    [InlineData("wildcard before a hyphen within", "*.a-b.nl", "mx.a-b.nl", true)]
    [InlineData("wildcard before a hyphen in front", "*.-a.nl", "mx.-a.nl", false)]
    [InlineData("wildcard before a hyphen at the end", "*.a-.nl", "mx.a-.nl", false)]
    [InlineData("wildcard before a hyphen behind", "*.a.nl-", "mx.a.nl-", false)]
    [InlineData("wildcard before an underscore", "*.a_b.nl", "mx.a_b.nl", false)]
    [InlineData("wildcard before no label", "*..nl", "mx.example.nl", false)]
    [InlineData("wildcard and a dot behind", "*.example.nl.", "mx.example.nl", false)]
    [InlineData("wildcard for an underscore", "*.example.nl", "_mx.example.nl", false)]
    [InlineData("wildcard for an underscore within", "*.example.nl", "m_x.example.nl", false)]
    [InlineData("wildcard for a wildcard", "*.example.nl", "*.example.nl", true)]
    public void Name_matches_by_the_rules(
        string because,
        string presented,
        string reference,
        bool expected
    ) =>
        CertificateNames
            .Matches(presented, DomainName.Parse(reference))
            .ShouldBe(expected, because);

    [Theory]
    [InlineData("an underscore", "*.example.nl", "_mx.example.nl", true)]
    [InlineData("an underscore, in another case", "*.EXAMPLE.nl", "m_x.example.nl", true)]
    [InlineData("no character that matters", "*.example.nl", "mx.example.nl", false)]
    [InlineData("two labels", "*.example.nl", "_25._tcp.example.nl", false)]
    [InlineData("another domain", "*.example.nl", "_mx.example.com", false)]
    [InlineData("no wildcard", "_mx.example.nl", "_mx.example.nl", false)]
    [InlineData("no wildcard, of the parent", "xxexample.nl", "_mx.example.nl", false)]
    [InlineData("the root", "*.", ".", false)]
    public void Wildcard_that_misses_a_name_only_for_a_character_is_told(
        string because,
        string presented,
        string reference,
        bool misses
    ) =>
        CertificateNames
            .MissesForCharacter(presented, DomainName.Parse(reference))
            .ShouldBe(misses, because);

    private static CertificateFields Read(byte[] der) => SentCertificate.Read(der)!;

    [Fact]
    public void Common_name_counts_only_without_DNS_names()
    {
        var alone = Read(Pki.Intermediate.Leaf(null, "mx1.example.nl"));
        CertificateNames.FirstMatch(alone, [Seen.Name(Seen.Mx1)]).ShouldBe(Seen.Name(Seen.Mx1));

        var beside = Read(Pki.Intermediate.Leaf("other.example.nl", "mx1.example.nl"));
        CertificateNames.FirstMatch(beside, [Seen.Name(Seen.Mx1)]).ShouldBeNull();
    }

    [Fact]
    public void One_of_several_names_suffices()
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("other.example.nl");
        names.AddDnsName("*.example.nl");
        names.AddDnsName("another.example.nl");
        var leaf = Read(
            Pki.Intermediate.Leaf(null, change: r => r.CertificateExtensions.Add(names.Build()))
        );
        CertificateNames.FirstMatch(leaf, [Seen.Name(Seen.Mx1)]).ShouldBe(Seen.Name(Seen.Mx1));
    }

    [Fact]
    public void Certificate_without_any_name_presents_none()
    {
        var nameless = Read(Pki.Intermediate.Leaf(null, commonName: null));
        CertificateNames.PresentedBy(nameless).ShouldBeEmpty();
        CertificateNames.FirstMatch(nameless, [Seen.Name(Seen.Mx1)]).ShouldBeNull();
    }

    [Fact]
    public void First_reference_that_matches_is_told()
    {
        var leaf = Read(Pki.NextHopLeaf);
        CertificateNames
            .FirstMatch(leaf, [Seen.Name(Seen.Mx1), Seen.Name("example.nl")])
            .ShouldBe(Seen.Name("example.nl"));
    }

    private static readonly Gen<string> Label = Gen.String[Gen.Char["abcxyz019"], 1, 6];
    private static readonly Gen<DomainName> Names = Label
        .Array[2, 5]
        .Select(labels => DomainName.Parse(string.Join('.', labels)));

    [Fact]
    public void Every_name_matches_itself_and_its_own_wildcard_alone() =>
        Gen.Select(Names, Label)
            .Sample(
                (name, label) =>
                {
                    var below = name.Prepend(label);
                    return CertificateNames.Matches(name.Value.ToUpperInvariant(), name)
                        && CertificateNames.Matches($"*.{name.Value}", below)
                        && !CertificateNames.Matches($"*.{name.Value}", name)
                        && !CertificateNames.Matches($"*.{name.Value}", below.Prepend(label))
                        && !CertificateNames.Matches($"{label}*.{name.Value}", below);
                }
            );

    [Fact]
    public void Wildcard_match_means_the_same_number_of_labels() =>
        Gen.Select(Gen.String[Gen.Char["ab.*"], 0, 12], Names)
            .Sample(
                (presented, name) =>
                    !CertificateNames.Matches(presented, name)
                    || presented.Split('.').Length == name.Labels.Count
            );
}
