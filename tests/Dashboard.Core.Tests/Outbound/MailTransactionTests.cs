using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>What a message asks of its channel (RFC 8689 sections 3 and 4.2), and what only TLS is taken for (RFC 3207 section 4).</summary>
public sealed class MailTransactionTests
{
    [Theory]
    [InlineData(true, false, true, true)]
    [InlineData(true, true, true, false)]
    [InlineData(true, false, false, false)]
    [InlineData(true, false, null, false)]
    [InlineData(false, false, true, false)]
    [InlineData(false, true, true, false)]
    [InlineData(false, false, null, false)]
    public void Message_of_the_test_asks_for_less(
        bool names,
        bool requires,
        bool? notRequired,
        bool expected
    ) => With(names, requires, notRequired).IsAskedFor.ShouldBe(expected);

    [Theory]
    [InlineData(true, false, null, true)]
    [InlineData(true, true, null, false)]
    [InlineData(true, false, true, false)]
    [InlineData(true, false, false, false)]
    [InlineData(false, false, null, false)]
    public void Message_of_the_test_was_not_read(
        bool names,
        bool requires,
        bool? notRequired,
        bool expected
    ) => With(names, requires, notRequired).IsUnread.ShouldBe(expected);

    [Theory]
    [InlineData(false, false, 530, true)]
    [InlineData(true, false, 530, false)]
    [InlineData(false, true, 530, false)]
    [InlineData(true, true, 530, false)]
    [InlineData(false, false, 550, false)]
    [InlineData(true, true, 550, false)]
    public void Message_in_the_clear_was_turned_away(
        bool overTls,
        bool names,
        int code,
        bool expected
    ) =>
        (
            With(names, requires: false, notRequired: null) with
            {
                OverTls = overTls,
                ReplyCode = code,
            }
        ).IsTurnedAwayInClear.ShouldBe(expected);

    private static MailTransaction With(bool names, bool requires, bool? notRequired) =>
        new()
        {
            At = Scene.Opened,
            OverTls = true,
            ReplyCode = 250,
            RequiresTls = requires,
            TlsNotRequired = notRequired,
            Recipients = names ? [new RecipientEvidence(Scene.Opened, null, null, 250)] : [],
        };
}
