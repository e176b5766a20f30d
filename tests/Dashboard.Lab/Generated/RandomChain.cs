using System.Globalization;
using Dashboard.Lab.Certificates;

namespace Dashboard.Lab.Generated;

/// <summary>
/// A chain with faults at random: dates, names, authority, key identifiers, extensions, order, what is left out, signatures that are wrong
/// or weak, short keys, and more intermediates than are looked at.
/// </summary>
internal sealed class RandomChain
{
    private readonly CertificateStore certificates;
    private readonly Dice dice;
    private readonly Dice more;

    /// <param name="more">A course of its own, for the faults that came later.</param>
    /// <param name="rsa">The leaf has an RSA key, without which there is no handshake of old versions.</param>
    /// <param name="other">The server has a leaf of the other kind of key too.</param>
    public RandomChain(
        CertificateStore certificates,
        Dice dice,
        Dice more,
        string host,
        string domain,
        bool rsa,
        bool other
    )
    {
        this.certificates = certificates;
        this.dice = dice;
        this.more = more;
        var leaf = Leaf(host, domain);
        if (rsa)
        {
            leaf = leaf.Rsa();
        }
        var length = dice.Next(100) switch
        {
            < 25 => 0,
            < 55 => 1,
            < 85 => 2,
            _ => 3,
        };
        if (more.Chance(2))
        {
            // A root, and as many intermediates as are looked at (ten), or one or two more.
            length = more.Next(11, 14);
        }
        if (length == 0)
        {
            var alone = certificates.SelfSigned(leaf);
            Other = other ? certificates.SelfSigned(OfOtherKey(leaf)) : null;
            All = Sent = [Signed(alone)];
            return;
        }
        var path = new List<IssuedCertificate>();
        IssuedCertificate? former = null;
        for (var i = 0; i < length; i++)
        {
            var spec = Authority(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Random {(i == 0 ? "Root" : $"Step {i}")}"
                )
            );
            var made = i == 0 ? certificates.SelfSigned(spec) : certificates.Issue(spec, path[^1]);
            path.Add(made);
            if (dice.Chance(12))
            {
                // Renewed with the same key; below it either can be named.
                former = made;
                path[^1] = certificates.Again(
                    made,
                    spec with
                    {
                        To = spec.To.AddYears(1),
                    },
                    i == 0 ? null : path[^2]
                );
            }
        }
        if (dice.Chance(25))
        {
            leaf = leaf.Naming(
                former is not null && dice.Chance(60) ? former : path[^1],
                byKey: dice.Chance(60),
                bySerial: dice.Chance(60)
            );
        }
        var last = Signed(certificates.Issue(leaf, path[^1]));
        Other = other ? certificates.Issue(OfOtherKey(leaf), path[^1]) : null;
        path = [.. path.Select(Signed)];
        path.Reverse();
        All = [last, .. path, .. former is null ? [] : new[] { former }];
        var above = All.Skip(1).Where(_ => !dice.Chance(12)).ToList();
        if (dice.Chance(15))
        {
            dice.Shuffle(above);
        }
        if (dice.Chance(6))
        {
            above.Insert(
                dice.Next(above.Count + 1),
                certificates.SelfSigned(CertificateSpec.Ca("Random Stranger"))
            );
        }
        Sent = [last, .. above];
    }

    /// <summary>Leaf first; with what is not sent.</summary>
    public IReadOnlyList<IssuedCertificate> All { get; }

    public IReadOnlyList<IssuedCertificate> Sent { get; }

    /// <summary>The leaf of the other kind of key, below the same issuer; null where the server has one.</summary>
    public IssuedCertificate? Other { get; }

    /// <summary>Of a short key or of SHA-1.</summary>
    public bool IsWeak { get; private set; }

    private static CertificateSpec OfOtherKey(CertificateSpec leaf) =>
        leaf with
        {
            Key = leaf.Key == KeyKind.EcdsaP256 ? KeyKind.Rsa2048 : KeyKind.EcdsaP256,
        };

    /// <summary>Now and then a signature is not that of the issuer.</summary>
    private IssuedCertificate Signed(IssuedCertificate one) =>
        more.Chance(3) ? one.WithWrongSignature() : one;

    private CertificateSpec Leaf(string host, string domain)
    {
        var spec = new CertificateSpec(dice.Chance(10) ? host : "random")
        {
            DnsNames = dice.Next(100) switch
            {
                < 55 => [host],
                < 65 => [domain],
                < 72 => [$"*.{domain}"],
                < 80 => ["other.example", host],
                < 88 => ["other.example"],
                < 92 => [$"*.{host}"],
                < 96 => [host.ToUpperInvariant()],
                _ => [],
            },
        };
        spec = Dated(dice.Chance(20) ? spec.Rsa() : spec, 7);
        return Weakened(
            more.Next(100) switch
            {
                < 4 => spec with { DnsNames = [$"*.{Parent(host)}"] },
                < 6 => spec with { DnsNames = [$"m*.{Parent(host)}"] },
                < 8 => spec with { DnsNames = [$"*.{Parent(host)}", domain] },
                < 11 => spec.With(Extensions.Policies),
                < 13 => spec.With(Extensions.CrlPoints),
                < 16 => spec.With(Extensions.ClientsOnly),
                < 18 => spec.With(Extensions.ServersOnly),
                < 20 => spec.With(Extensions.Unknown),
                < 22 => spec.With(Extensions.UnknownNotCritical),
                < 24 => spec.With(Extensions.PermittingOther),
                < 25 => spec.With(Extensions.PermittingExample),
                < 26 => spec with { Authority = true },
                _ => spec,
            }
        );
    }

    private static string Parent(string host) =>
        host[(host.IndexOf('.', StringComparison.Ordinal) + 1)..];

    private CertificateSpec Weakened(CertificateSpec spec)
    {
        var weakened = more.Next(100) switch
        {
            < 4 => spec with { SignedWithSha1 = true },
            < 7 => spec with { Key = KeyKind.Rsa1024 },
            < 8 => spec with { Key = KeyKind.Rsa1024, SignedWithSha1 = true },
            _ => spec,
        };
        IsWeak |= weakened != spec;
        return weakened;
    }

    private CertificateSpec Authority(string name)
    {
        var spec = Dated(CertificateSpec.Ca(name), 6);
        if (dice.Chance(5))
        {
            spec = spec with { Authority = false };
        }
        if (more.Chance(3))
        {
            spec = spec.Expired();
        }
        spec = Weakened(spec);
        return dice.Next(100) switch
        {
            < 4 => spec.With(Extensions.CrlPoints),
            < 8 => spec.With(Extensions.Policies),
            < 11 => spec.With(Extensions.Unknown),
            < 14 => spec.With(Extensions.UnknownNotCritical),
            < 17 => spec.With(Extensions.ClientsOnly),
            < 20 => spec.With(Extensions.PathLengthZero),
            < 24 => spec.With(Extensions.PermittingExample),
            < 27 => spec.With(Extensions.PermittingOther),
            _ => spec,
        };
    }

    private CertificateSpec Dated(CertificateSpec spec, int percent) =>
        dice.Chance(percent) ? spec.Expired()
        : dice.Chance(percent / 2) ? spec.NotYetValid()
        : spec;

    private static class Extensions
    {
        public static readonly ExtraExtension CrlPoints = new(
            "2.5.29.31",
            "301C301AA018A0168614687474703A2F2F63726C2E6578616D706C652F61",
            Critical: true
        );
        public static readonly ExtraExtension Policies = new(
            "2.5.29.32",
            "300830060604551D2000",
            Critical: true
        );
        public static readonly ExtraExtension Unknown = new(
            "1.3.6.1.4.1.99999.1",
            "0500",
            Critical: true
        );
        public static readonly ExtraExtension UnknownNotCritical = new(
            "1.3.6.1.4.1.99999.1",
            "0500"
        );

        /// <summary>extendedKeyUsage of clientAuth alone.</summary>
        public static readonly ExtraExtension ClientsOnly = new(
            "2.5.29.37",
            "300A06082B06010505070302"
        );

        /// <summary>extendedKeyUsage of serverAuth alone.</summary>
        public static readonly ExtraExtension ServersOnly = new(
            "2.5.29.37",
            "300A06082B06010505070301"
        );

        /// <summary>basicConstraints: an authority, and none below it.</summary>
        public static readonly ExtraExtension PathLengthZero = new(
            "2.5.29.19",
            "30060101FF020100",
            Critical: true
        );

        /// <summary>nameConstraints: dNSName example.</summary>
        public static readonly ExtraExtension PermittingExample = new(
            "2.5.29.30",
            "300DA00B300982076578616D706C65",
            Critical: true
        );

        /// <summary>nameConstraints: dNSName other.</summary>
        public static readonly ExtraExtension PermittingOther = new(
            "2.5.29.30",
            "300BA009300782056F74686572",
            Critical: true
        );
    }
}
