using EdgeVoice.Agent;

return await AgentApp.RunAsync(args).ConfigureAwait(false);
