// The founding file: its front matter, table and prompts, cut down to what modes and data flow look at.
#pragma once

namespace baton::testing {

inline constexpr const char* seed = R"(---
version: 1.0.3
command: /ml-pipeline
execution_modes:
  quick:
    agents: ["data-scientist", "ml-engineer", "mlops-engineer"]
  standard:
    agents: ["data-scientist", "ml-engineer", "python-pro", "mlops-engineer", "observability-engineer"]
  enterprise:
    agents: ["data-engineer", "data-scientist", "ml-engineer", "python-pro", "mlops-engineer", "kubernetes-architect", "observability-engineer"]
---

# ML Pipeline

Build production ML pipeline for: $ARGUMENTS

| Agent | Plugin | Role | Execution Modes |
|-------|--------|------|-----------------|
| **data-engineer** | machine-learning | Data Infrastructure | Enterprise |
| **data-scientist** | machine-learning | Feature & Model Design | All modes |
| **ml-engineer** | machine-learning | Training Infrastructure | All modes |
| **python-pro** | python-development* | Code Optimization | Standard, Enterprise |
| **mlops-engineer** | machine-learning | Deployment & Serving | All modes |
| **kubernetes-architect** | cicd-automation* | K8s Orchestration | Enterprise |
| **observability-engineer** | observability-monitoring* | Monitoring & Alerts | Standard, Enterprise |

## Phase 1: Data & Requirements Analysis

**Quick Mode**: data-scientist handles basic data analysis and feature design

<Task>
subagent_type: data-engineer
prompt: |
  [Enterprise mode only - skip if agent not available]

  Design scalable data infrastructure for ML system: $ARGUMENTS
</Task>

<Task>
subagent_type: data-scientist
prompt: |
  Design features and model requirements for: $ARGUMENTS

  [Enterprise mode: Build on data architecture from data-engineer]
  [Quick/Standard: Include basic data analysis]
</Task>

## Phase 2: Model Development & Training

<Task>
subagent_type: ml-engineer
prompt: |
  Implement training pipeline based on: {phase1.data-scientist.output}
  [Enterprise mode: Using data pipeline from {phase1.data-engineer.output}]
</Task>

<Task>
subagent_type: python-pro
prompt: |
  [Standard/Enterprise modes - skip if python-development plugin not available]

  Optimize and productionize ML code from: {phase2.ml-engineer.output}
</Task>

## Phase 3: Production Deployment & Serving

<Task>
subagent_type: mlops-engineer
prompt: |
  Design production deployment for models from: {phase2.ml-engineer.output}
  [Standard/Enterprise: With optimized code from {phase2.python-pro.output}]
</Task>

<Task>
subagent_type: kubernetes-architect
prompt: |
  [Enterprise mode only - skip if cicd-automation plugin not available]

  Design Kubernetes infrastructure for ML workloads from: {phase3.mlops-engineer.output}
</Task>

## Phase 4: Monitoring & Continuous Improvement

<Task>
subagent_type: observability-engineer
prompt: |
  [Standard/Enterprise modes - skip if observability-monitoring plugin not available]

  Implement monitoring for ML system deployed in: {phase3.mlops-engineer.output}
  [Enterprise: Using K8s infrastructure from {phase3.kubernetes-architect.output}]
</Task>
)";

}  // namespace baton::testing
