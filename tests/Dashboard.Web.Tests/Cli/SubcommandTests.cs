using Dashboard.Check.Terminal;
using Dashboard.Web.Cli;
using Dashboard.Web.Cli.Backup;
using Dashboard.Web.Cli.Rounds;

namespace Dashboard.Web.Tests.Cli;

/// <summary>Every command and every option there is: one that the command does not have is refused, and those it has are named.</summary>
public sealed class SubcommandTests
{
    private const string Nowhere = "--ConnectionStrings:Dashboard=Host=127.0.0.1;Port=1;Timeout=1";

    private delegate Task<int> Run(
        string[] arguments,
        CommandConsole console,
        CommandTexts texts,
        CancellationToken cancellation
    );

    /// <summary>By the first word of the command.</summary>
    private static readonly Dictionary<string, Run> Programs = new()
    {
        ["round"] = RoundCommand.RunAsync,
        ["sending"] = RoundCommand.RunAsync,
        ["explanations"] = RoundCommand.RunAsync,
        ["register"] = WithoutName(RegisterCommand.RunAsync),
        ["accounts"] = WithoutName(AccountsCommand.RunAsync),
        ["people"] = WithoutName(PeopleCommand.RunAsync),
        ["export"] = WithoutName(ExportCommand.RunAsync),
        ["report"] = WithoutName(ReportCommand.RunAsync),
        ["backup"] = BackupCommand.RunAsync,
        ["restore"] = BackupCommand.RunAsync,
        ["probe-zone"] = WithoutName(ProbeZoneCommand.RunAsync),
        ["lab-data"] = WithoutName(LabDataCommand.RunAsync),
        ["migrate"] = (arguments, console, texts, cancellation) =>
            MigrateCommand.RunAsync(arguments[1..], console.Error, texts, cancellation),
    };

    private static readonly string[] AllOptions =
    [
        .. Subcommand.All.SelectMany(one => one.Valued.Concat(one.Flags)).Distinct(),
        "--nonsense",
        "--js",
        "-o",
    ];

    public static TheoryData<string> Commands => [.. Subcommand.All.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Option_of_another_command_is_refused_in_both_languages(string name)
    {
        var command = Subcommand.All.Single(one => one.Name == name);
        string[] own = [.. command.Valued, .. command.Flags];
        foreach (var option in AllOptions.Except(own))
        {
            foreach (var line in new[] { $"{name} {option} x", $"{name} {option}=x y" })
            {
                var dutch = await RunAsync(line, new DutchCommandTexts());
                var english = await RunAsync(line, new EnglishCommandTexts());

                dutch.ShouldNotBe(english);
                foreach (var said in new[] { dutch, english })
                {
                    said.ShouldContain(name);
                    said.ShouldContain(option);
                    foreach (var has in own)
                    {
                        said.ShouldContain(has);
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Option_of_the_command_itself_is_not_refused(string name)
    {
        var command = Subcommand.All.Single(one => one.Name == name);
        string[] words = name.Split(' ');
        foreach (var option in command.Valued)
        {
            Subcommand.Refuse([.. words, option, "-x"]).ShouldBeNull();
            Subcommand.Refuse([.. words, $"{option}=x", "ID"]).ShouldBeNull();
            Subcommand.Refuse([words[0], option, "x", .. words[1..]]).ShouldBeNull();
        }
        foreach (var flag in command.Flags)
        {
            Subcommand.Refuse([.. words, flag, "ID"]).ShouldBeNull();
            Subcommand
                .Refuse([.. words, $"{flag}=x"])
                .ShouldNotBeNull()
                .Option.ShouldBe($"{flag}=x");
        }
        Subcommand.Refuse([.. words, "--help", "--nonsense"]).ShouldBeNull();
    }

    /// <summary>The value of a challenge may begin with a dash; an option is none for being as long.</summary>
    [Fact]
    public void Only_a_challenge_may_look_like_an_option()
    {
        var value = "--" + new string('a', 41);

        Subcommand
            .Refuse(["probe-zone", "challenge", "_acme-challenge.x.example", value])
            .ShouldBeNull();
        Subcommand.Refuse(["probe-zone", "challenge", "x", "--out"]).ShouldNotBeNull();
        Subcommand
            .Refuse(["round", "start", $"--reason={new string('a', 34)}"])
            .ShouldNotBeNull()
            .Option.Length.ShouldBe(43);
    }

    /// <summary>The help of each command names it with its options, and no option that no command has.</summary>
    [Theory]
    [InlineData("round", "round sending explanations")]
    [InlineData("register", "register")]
    [InlineData("accounts", "accounts")]
    [InlineData("people", "people")]
    [InlineData("export", "export")]
    [InlineData("report", "report")]
    [InlineData("backup", "backup restore")]
    public async Task Help_and_the_commands_have_the_same_options(string program, string commands)
    {
        var known = Subcommand
            .All.Where(one => commands.Split(' ').Contains(one.Name.Split(' ')[0]))
            .SelectMany(one => one.Valued.Concat(one.Flags))
            .Where(option => option != "--jsonl")
            .ToHashSet();
        foreach (
            CommandTexts texts in new CommandTexts[]
            {
                new DutchCommandTexts(),
                new EnglishCommandTexts(),
            }
        )
        {
            var output = new StringWriter();
            (
                await Programs[program]
                    (
                        [program, "--help"],
                        new(TextReader.Null, output, new StringWriter(), ErrorIsTerminal: false),
                        texts,
                        TestContext.Current.CancellationToken
                    )
            ).ShouldBe(0);
            var told = System
                .Text.RegularExpressions.Regex.Matches(output.ToString(), "--[a-z][a-z-]*")
                .Select(match => match.Value)
                .Where(option => option is not ("--jsonl" or "--help"))
                .ToHashSet();
            told.ShouldBe(known, ignoreOrder: true);
        }
    }

    [Theory]
    [InlineData("--out")]
    [InlineData("--out=x")]
    [InlineData("-v")]
    [InlineData("--Roles", "web", "x")]
    public void Argument_of_serve_that_is_no_setting_is_found(params string[] arguments) =>
        ServeSettings.Stranger(arguments).ShouldBe(arguments[^1]);

    [Theory]
    [InlineData]
    [InlineData("--Roles=web", "--Rounds:SweepEvery", "-1", "--urls", "http://localhost:1")]
    public void Settings_of_serve_are_taken(params string[] arguments) =>
        ServeSettings.Stranger(arguments).ShouldBeNull();

    private static async Task<string> RunAsync(string line, CommandTexts texts)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var words = line.Split(' ');
        var status = await Programs[words[0]]
            (
                [.. words, Nowhere],
                new(TextReader.Null, output, error, ErrorIsTerminal: false),
                texts,
                TestContext.Current.CancellationToken
            );
        status.ShouldBe(2, line);
        output.ToString().ShouldBeEmpty(line);
        return error.ToString();
    }

    private static Run WithoutName(Run run) =>
        (arguments, console, texts, cancellation) =>
            run(arguments[1..], console, texts, cancellation);
}
