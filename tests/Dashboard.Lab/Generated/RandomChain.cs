using System.Globalization;
using Dashboard.Lab.Certificates;

namespace Dashboard.Lab.Generated;

/// <summary>A chain with faults at random: dates, names, authority, key identifiers, extensions, order, and what is left out.</summary>
internal sealed class RandomChain
{
    private readonly CertificateStore certificates;
    private readonly Dice dice;

    public RandomChain(CertificateStore certificates, Dice dice, string host, string domain)
    {
        this.certificates = certificates;
        this.dice = dice;
        var leaf = Leaf(host, domain);
        var length = dice.Next(100) switch
        {
            < 25 => 0,
            < 55 => 1,
            < 85 => 2,
            _ => 3,
        };
        if (length == 0)
        {
            var alone = certificates.SelfSigned(leaf);
            All = Sent = [alone];
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
        var last = certificates.Issue(leaf, path[^1]);
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
        return Dated(dice.Chance(20) ? spec.Rsa() : spec, 7);
    }

    private CertificateSpec Authority(string name)
    {
        var spec = Dated(CertificateSpec.Ca(name), 6);
        if (dice.Chance(5))
        {
            spec = spec with { Authority = false };
        }
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
