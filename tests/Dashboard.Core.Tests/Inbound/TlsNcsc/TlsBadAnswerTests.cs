using CsCheck;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Inbound.TlsNcsc;

/// <summary>Whatever a server sends in the place of an answer, and whatever stands in CAA.</summary>
public sealed class TlsBadAnswerTests
{
    /// <summary>Octets at random, or good ones with some of them changed.</summary>
    [Fact]
    public void Any_octets_in_place_of_an_answer_have_a_verdict_that_is_no_better() =>
        Gen.Select(
                ModelServers.Any,
                Gen.Int[0, 20],
                Gen.Byte.Array[0, 300],
                Gen.Int[0, 400].Array[0, 6],
                Gen.Bool
            )
            .Sample(
                (server, which, noise, places, whole) =>
                {
                    var seen = server.Examined(TlsProfile.Full);
                    var answers = seen.Examination!.Answers;
                    var lost = answers[which % answers.Count];
                    var question = TlsQuestions.Of(lost.Question, lost.Offered);
                    var octets = whole ? server.Octets(question.Offer) : noise;
                    for (var at = 0; at < Math.Min(places.Length, noise.Length); at++)
                    {
                        if (octets.Length > 0)
                        {
                            octets[places[at] % octets.Length] ^= (byte)(noise[at] | 1);
                        }
                    }
                    var reader = new ServerAnswerReader();
                    reader.Take(octets);
                    var answer = AnswerReading.Of(
                        question,
                        reader.End(ServerSilence.TimedOut),
                        Pki.Instant,
                        lost.Offered
                    );
                    var less = seen with
                    {
                        Examination = seen.Examination with
                        {
                            Answers =
                            [
                                .. answers.Select(each =>
                                    ReferenceEquals(each, lost) ? answer : each
                                ),
                            ],
                        },
                    };

                    foreach (var method in Enum.GetValues<NcscMethod>())
                    {
                        var (before, now) = (Verdict(seen, method), Verdict(less, method));
                        // An answer that is still one says something, be it something else.
                        if (
                            answer.Kind
                            is TlsAnswerKind.Accepted
                                or TlsAnswerKind.Refused
                                or TlsAnswerKind.OlderVersion
                        )
                        {
                            continue;
                        }
                        foreach (var row in now.Results)
                        {
                            var was = before.Results.FirstOrDefault(one => one.Slug == row.Slug);
                            if (was is not null && row.Strict != StandardOutcome.NotMeasured)
                            {
                                SubTestRow
                                    .Badness(row.Strict)
                                    .ShouldBeGreaterThanOrEqualTo(
                                        SubTestRow.Badness(was.Strict),
                                        $"{method} {row.Slug} {lost.Question} {answer.Kind}"
                                    );
                            }
                        }
                    }
                },
                iter: 400
            );

    [Fact]
    public void Any_CAA_record_has_a_verdict_and_a_broken_one_is_never_good() =>
        Gen.Select(
                Gen.Byte.Array[0, 60],
                Gen.OneOf(
                    Gen.String,
                    RandomText.Of("issue", "ca.example", ";", "=", " ", "\t", "-", ".", "é", "\0")
                ),
                Gen.Int[0, 255]
            )
            .Sample(
                (rdata, value, flags) =>
                {
                    foreach (
                        var record in new[]
                        {
                            CaaRecord.Read(rdata),
                            new CaaRecord(flags, "issue", value),
                        }.OfType<CaaRecord>()
                    )
                    {
                        var row = CaaRules.Judge(
                            NcscMethod.Ncsc2025,
                            new CaaObservation([
                                Look.Up(
                                    "mx1.example.nl",
                                    DnsRecordType.Caa,
                                    DnssecStatus.Secure,
                                    record
                                ),
                            ])
                        );
                        (
                            row.Strict == StandardOutcome.Passed && !CaaRules.IsValid(record)
                        ).ShouldBeFalse();
                        row.Strict.ShouldBeOneOf(StandardOutcome.Passed, StandardOutcome.Warning);
                    }
                }
            );

    /// <summary>Certificates at random, and good ones with an octet changed.</summary>
    [Fact]
    public void Any_certificate_has_a_key_and_a_signature_or_is_unreadable() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Int[0, 2000], Gen.Byte, Gen.Bool)
            .Sample(
                (noise, at, change, whole) =>
                {
                    byte[] der = whole ? [.. Pki.Leaf] : noise;
                    if (whole)
                    {
                        der[at % der.Length] ^= change;
                    }
                    var certificate = CertificateReader.Read(der);

                    GuidelineWords.KeyOf(certificate).ShouldNotBeEmpty();
                    GuidelineWords.SignatureOf(certificate).ShouldNotBeEmpty();
                },
                iter: 2000
            );

    private static StandardVerdict Verdict(AddressObservation address, NcscMethod method) =>
        TlsNcscJudgement.Judge(Seen.Domain(Seen.Host(addresses: address)), method, excluded: null);
}
