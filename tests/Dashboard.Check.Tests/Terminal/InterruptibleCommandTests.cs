using Dashboard.Check.Terminal;
using Dashboard.Probes;
using Microsoft.Extensions.Options;

namespace Dashboard.Check.Tests.Terminal;

public sealed class InterruptibleCommandTests
{
    /// <summary>As a reader of its own, the check of a section, and the binder say it.</summary>
    public static TheoryData<Exception> WrongSettings =>
        [
            new WrongSettingException("Roles: none"),
            new OptionsValidationException("Mail", typeof(object), ["Mail:Port: none"]),
            new InvalidOperationException("Mail:Port", new FormatException()),
        ];

    [Theory]
    [MemberData(nameof(WrongSettings))]
    public async Task Command_ends_with_a_fault_at_a_wrong_setting(Exception fault) =>
        (await InterruptibleCommand.RunAsync(_ => throw fault)).ShouldBe(ExitStatus.Fault);

    [Fact]
    public async Task Other_fault_is_not_taken_for_a_setting() =>
        await Should.ThrowAsync<InvalidOperationException>(() =>
            InterruptibleCommand.RunAsync(_ => throw new InvalidOperationException("A bug."))
        );
}
