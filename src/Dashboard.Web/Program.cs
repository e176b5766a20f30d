return await Dashboard.Web.Cli.CommandLine.RunAsync(args);
